"""What happens around every page: language, headers, errors."""
