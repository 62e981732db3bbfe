package org.lictor.remote.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;

import org.lictor.model.FileTrouble;
import org.lictor.model.Progress;
import org.lictor.remote.internal.Transport.Outgoing;
import org.lictor.remote.protocol.ApiPaths;
import org.lictor.service.ImportResult;
import org.lictor.service.Imports;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Evidence;

/** Import into a server elsewhere: the file is sent as it is. */
final class RemoteImports implements Imports {

	private final Asking asking;

	RemoteImports(Asking asking) {
		this.asking = asking;
	}

	@Override
	public ImportResult run(String server, Evidence file, Progress progress) throws ServiceException {
		try {
			progress.begin("Sending " + file.name(), file.content().size());
			// tried here: once it is being sent, a file that cannot be read looks like a connection that broke
			file.content().open().close();
			return asking.task(Outgoing.of("POST", ApiPaths.IMPORTS)
					.query(Map.of("server", server, "name", file.name(), "observed_at", file.observedAt().toString()))
					.file(publisher(file, progress)), ImportResult.class, progress);
		} catch (IOException e) {
			throw new ServiceException(Reason.INVALID, "The file " + file.name() + " cannot be read: " + FileTrouble.why(e) + ".", e);
		}
	}

	/** Of known length, so that the server can refuse what is too large before it is sent. */
	private static BodyPublisher publisher(Evidence file, Progress progress) throws IOException {
		long size = file.content().size();
		if (size == 0) {
			return BodyPublishers.ofByteArray(new byte[0]);
		}
		return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> {
			try {
				return new Told(file.content().open(), progress);
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			}
		}), size);
	}

	/** Tells how much was sent. */
	private static final class Told extends FilterInputStream {

		private final Progress progress;

		Told(InputStream in, Progress progress) {
			super(in);
			this.progress = progress;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			int read = in.read(buffer, offset, length);
			if (read > 0) {
				progress.worked(read);
			}
			return read;
		}
	}
}
