"""Facts about who somebody is: identity, other names, addresses, phones, circumstances, markers, associates."""
