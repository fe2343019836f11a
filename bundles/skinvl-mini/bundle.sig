{"algorithm": "ed25519", "key_id": "e0e559124daf2e19", "signature": "gvXAWUA3Xm7g9fu40mGrrZeFT9sI3ZF19qh2hlFuYsi3XWGyRIF2dv+mxTGFRcA+xXiQPypmYNv5Q7l5JLclBQ=="}
