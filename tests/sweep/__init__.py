"""The sweep: a day at a till, played again with each request of it failing in each way."""
