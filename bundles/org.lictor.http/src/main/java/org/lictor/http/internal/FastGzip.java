package org.lictor.http.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Gzip that prefers speed, and whose flush brings everything written so far to the other side. */
final class FastGzip extends GZIPOutputStream {

	/**
	 * @param out takes the packed bytes
	 * @throws IOException when it does not
	 */
	FastGzip(OutputStream out) throws IOException {
		super(out, 1 << 13, true);
		def.setLevel(Deflater.BEST_SPEED);
	}
}
