package org.lictor.adapter.custom.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.lictor.model.Diagnostic;
import org.lictor.model.Status;
import org.lictor.spi.Call;
import org.lictor.spi.Configuration;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Monitor;
import org.lictor.spi.MonitorContext;
import org.lictor.spi.Observation;
import org.lictor.spi.ObservationSink;
import org.lictor.spi.PollResult;

/**
 * Reads the file of one custom server. A file that means nothing, for example because it is just being written, is not
 * handed on: the server is DOWN for that poll, and what was known before neither ends nor goes on.
 */
final class CustomMonitor implements Monitor {

	private final Configuration configuration;
	private final MonitorContext context;

	CustomMonitor(Configuration configuration, MonitorContext context) {
		this.configuration = configuration;
		this.context = context;
	}

	/**
	 * What one look at the file showed.
	 *
	 * @param status       how it went
	 * @param fieldAtFault the field of the configuration that is to blame, empty when none is
	 * @param evidence     the file as it is, none unless the status is UP
	 * @param diagnostics  what a person should know besides
	 */
	record Look(Status status, String fieldAtFault, List<Evidence> evidence, List<Diagnostic> diagnostics) {

		static Look failed(Status status, String fieldAtFault) {
			return new Look(status, fieldAtFault, List.of(), List.of());
		}
	}

	@Override
	public PollResult poll(Call call) {
		Look look = look(call);
		return new PollResult.Collected(look.status(), look.evidence(), look.diagnostics());
	}

	@Override
	public void close() {
		// nothing is held between polls
	}

	Look look(Call call) {
		if (call.progress().cancelled() || !context.clock().instant().isBefore(call.deadline())) {
			return Look.failed(Status.unknown(Status.Detail.COMMUNICATION,
					"The file was not read: the poll was called off before it began."), "");
		}
		Path file;
		try {
			file = Path.of(configuration.text(CustomServerType.FILE).orElse(""));
		} catch (InvalidPathException e) {
			return Look.failed(Status.misconfigured("'" + e.getInput() + "' cannot be the path of a file: " + e.getReason()
					+ ". Enter the whole path of the XML file."), CustomServerType.FILE);
		}
		if (!file.isAbsolute()) {
			return Look.failed(Status.misconfigured("'" + file + "' is not a whole path. Enter it from the root of the disk on."),
					CustomServerType.FILE);
		}
		Instant now = context.clock().instant();
		byte[] bytes;
		try {
			bytes = read(file);
		} catch (TooLargeException e) {
			return Look.failed(Status.down(Status.Detail.NOT_UNDERSTOOD, "'" + file + "' is larger than "
					+ CustomStatReader.LARGEST / 1024 / 1024 + " MB, which no file of a custom server is. Is it the right file?"),
					CustomServerType.FILE);
		} catch (NoSuchFileException e) {
			return Look.failed(Status.down(Status.Detail.COMMUNICATION, "There is no file '" + file
					+ "'. Check the path, and that the script that writes it runs."), CustomServerType.FILE);
		} catch (IOException e) {
			return Look.failed(Status.down(Status.Detail.COMMUNICATION, "'" + file + "' cannot be read (" + reason(e)
					+ "). Check that it is a file and that Lictor may read it."), CustomServerType.FILE);
		}
		return judge(new Evidence(Evidence.Origin.POLL, file.getFileName().toString(), now, Content.of(bytes)), call);
	}

	/** Interprets what was read as it will be interpreted from evidence, only to know whether it means anything. */
	private Look judge(Evidence evidence, Call call) {
		Tally tally = new Tally(call);
		CustomStatReader reader = new CustomStatReader(evidence, configuration, tally);
		return switch (reader.read()) {
		case Interpretation.Understood understood -> new Look(Status.up(tally.summary()), "", List.of(evidence), List.of());
		case Interpretation.Refused refused -> Look.failed(
				Status.down(Status.Detail.NOT_UNDERSTOOD, refused.why().sentence()),
				reader.vendorAtFault() ? CustomServerType.VENDOR : CustomServerType.FILE);
		case Interpretation.Cancelled cancelled -> Look.failed(Status.unknown(Status.Detail.COMMUNICATION,
				"The poll was called off while the file was read."), "");
		};
	}

	private static byte[] read(Path file) throws IOException {
		if (Files.exists(file) && !Files.isRegularFile(file)) {
			// Opening a named pipe would wait for a writer, and a device has no end.
			throw new IOException(Files.isDirectory(file) ? "it is a folder" : "it is not a plain file");
		}
		try (InputStream in = Files.newInputStream(file)) {
			byte[] bytes = in.readNBytes(CustomStatReader.LARGEST + 1);
			if (bytes.length > CustomStatReader.LARGEST) {
				throw new TooLargeException();
			}
			return bytes;
		}
	}

	private static String reason(IOException e) {
		if (e instanceof AccessDeniedException) {
			return "access is denied";
		}
		return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
	}

	private static final class TooLargeException extends IOException {
		private static final long serialVersionUID = 1L;
	}

	/** Counts for the status. */
	private final class Tally implements ObservationSink {

		private final Call call;
		private final List<String> features = new ArrayList<>();
		private long checkouts;
		private long denials;
		private long troubles;

		Tally(Call call) {
			this.call = call;
		}

		@Override
		public void observe(Observation observation) {
			if (observation instanceof Observation.Sample sample) {
				features.add(sample.product().name());
			} else if (observation instanceof Observation.Denial) {
				denials++;
			} else {
				checkouts++;
			}
		}

		@Override
		public void report(Diagnostic diagnostic) {
			troubles++;
		}

		@Override
		public boolean cancelled() {
			return call.progress().cancelled();
		}

		String summary() {
			String summary = some(features.size(), "product") + ", " + some(checkouts, "session")
					+ (denials == 0 ? "" : ", " + some(denials, "denial"));
			return troubles == 0 ? summary : summary + "; " + some(troubles, "problem") + " in the file, see the Event Log";
		}

		private static String some(long number, String what) {
			return number + " " + what + (number == 1 ? "" : "s");
		}
	}
}
