package org.lictor.spi.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

import org.lictor.model.Diagnostic;
import org.lictor.model.LicenceType;
import org.lictor.model.Place;
import org.lictor.model.Product;
import org.lictor.model.Status;
import org.lictor.spi.Call;
import org.lictor.spi.Capability;
import org.lictor.spi.Configuration;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.Field;
import org.lictor.spi.FieldProblem;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Monitor;
import org.lictor.spi.MonitorContext;
import org.lictor.spi.Observation;
import org.lictor.spi.ObservationSink;
import org.lictor.spi.PollResult;
import org.lictor.spi.ServerType;
import org.lictor.spi.Verification;
import org.lictor.spi.WatchedApplication;

/** A small type that does everything right: a file of lines {@code product used}. Tests break it in single points. */
class LineServerType implements ServerType {

	@Override
	public String id() {
		return "lines";
	}

	@Override
	public String label() {
		return "Lines";
	}

	@Override
	public String description() {
		return "A file of lines.";
	}

	@Override
	public ConfigurationSchema schema() {
		return ConfigurationSchema.of(
				Field.required("file", "File", Field.Kind.FILE, "The file of lines that is read."),
				Field.optional("password", "Password", Field.Kind.SECRET, "Opens nothing, but must not be told."));
	}

	@Override
	public Set<Capability> capabilities() {
		return Set.of(Capability.SNAPSHOT, Capability.IMPORT);
	}

	@Override
	public List<WatchedApplication> applications() {
		return List.of();
	}

	@Override
	public Verification verify(Configuration configuration, MonitorContext context, Call call) {
		PollResult result = open(configuration, context).poll(call);
		Status status = ((PollResult.Collected) result).status();
		return new Verification(status, status.state() == Status.State.UP ? List.of()
				: List.of(new FieldProblem("file", "There is no such file.")));
	}

	@Override
	public Monitor open(Configuration configuration, MonitorContext context) {
		Path file = Path.of(configuration.text("file").orElseThrow());
		return new Monitor() {
			@Override
			public PollResult poll(Call call) {
				if (call.progress().cancelled() || !context.clock().instant().isBefore(call.deadline())) {
					return PollResult.failed(Status.unknown(Status.Detail.COMMUNICATION, "Called off."));
				}
				try {
					Content bytes = Content.of(Files.readAllBytes(file));
					return new PollResult.Collected(Status.up(""),
							List.of(new Evidence(Evidence.Origin.POLL, file.getFileName().toString(),
									context.clock().instant(), bytes)),
							List.of());
				} catch (IOException e) {
					return PollResult.failed(Status.down(Status.Detail.COMMUNICATION, "There is no such file."));
				}
			}

			@Override
			public void close() {
				// nothing is held
			}
		};
	}

	@Override
	public String parserVersion() {
		return "1";
	}

	@Override
	public Interpretation interpret(Evidence evidence, Configuration configuration, ObservationSink sink) {
		long records = 0;
		long rejected = 0;
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(evidence.content().open(), StandardCharsets.ISO_8859_1))) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				if (sink.cancelled()) {
					return Interpretation.CANCELLED;
				}
				records++;
				if (line.matches("[a-z0-9]{1,20} [0-9]{1,9}")) {
					String[] parts = line.split(" ");
					sink.observe(sample(parts[0], Long.parseLong(parts[1])));
				} else {
					rejected++;
					sink.report(Diagnostic.error("Not a line.", Place.of(evidence.name(), records)));
				}
			}
		} catch (IOException e) {
			return refused(evidence, "cannot be read");
		}
		return records == rejected ? refused(evidence, "holds no line")
				: new Interpretation.Understood("Lines", records, rejected, Set.of());
	}

	static Observation sample(String product, long used) {
		return new Observation.Sample(new Product(product, "", LicenceType.UNKNOWN, ""), used, OptionalLong.empty(),
				OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
	}

	static Interpretation refused(Evidence evidence, String why) {
		return new Interpretation.Refused(Diagnostic.error(why, Place.of(evidence.name())), false);
	}
}
