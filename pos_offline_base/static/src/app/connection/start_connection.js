import { connectionOptions } from "./connection_service";

// Left out of the unit tests by the manifest: they start a monitor of their own.
connectionOptions.watch = true;
