"""Words that are not sent yet: kept on the phone, sealed, until their writer is signed in and sends them."""
