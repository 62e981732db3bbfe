package com.example.lictor.acme;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
import org.osgi.service.component.annotations.Component;

/** Acme's licence server, known by the file it writes every minute. */
@Component(service = ServerType.class)
public final class AcmeServerType implements ServerType {

	@Override
	public String id() {
		return "acme";
	}

	@Override
	public String label() {
		return "Acme";
	}

	@Override
	public String description() {
		return "Acme's licence server, by the state file it writes every minute.";
	}

	@Override
	public ConfigurationSchema schema() {
		return ConfigurationSchema.of(
				Field.required("file", "State file", Field.Kind.FILE, "The whole path of Acme's file state.txt."),
				Field.optional("interval", "Interval", Field.Kind.DURATION, "How often the file is read.").withDefault("1m"));
	}

	@Override
	public Set<Capability> capabilities() {
		return Set.of(Capability.SNAPSHOT);
	}

	@Override
	public List<WatchedApplication> applications() {
		return List.of();
	}

	@Override
	public Verification verify(Configuration configuration, MonitorContext context, Call call) {
		PollResult.Collected result = poll(configuration, context, call);
		boolean fault = result.status().state() == Status.State.DOWN;
		return new Verification(result.status(),
				fault ? List.of(new FieldProblem("file", result.status().message())) : List.of());
	}

	@Override
	public Monitor open(Configuration configuration, MonitorContext context) {
		return new Monitor() {
			@Override
			public PollResult poll(Call call) {
				return AcmeServerType.poll(configuration, context, call);
			}

			@Override
			public void close() {
				// nothing is held between polls
			}
		};
	}

	private static PollResult.Collected poll(Configuration configuration, MonitorContext context, Call call) {
		if (call.progress().cancelled() || !context.clock().instant().isBefore(call.deadline())) {
			return down(Status.unknown(Status.Detail.COMMUNICATION, "The poll was called off."));
		}
		String path = configuration.text("file").orElse("");
		try {
			Content bytes = Content.of(Files.readAllBytes(Path.of(path)));
			return new PollResult.Collected(Status.up(""),
					List.of(new Evidence(Evidence.Origin.POLL, "state.txt", context.clock().instant(), bytes)), List.of());
		} catch (IOException | InvalidPathException e) {
			return down(Status.down(Status.Detail.COMMUNICATION,
					"'" + path + "' cannot be read. Check the path, and that Lictor may read the file."));
		}
	}

	private static PollResult.Collected down(Status status) {
		return new PollResult.Collected(status, List.of(), List.of());
	}

	@Override
	public String parserVersion() {
		return "acme 1";
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
				if (line.matches("\\w{1,60} [0-9]{1,9} [0-9]{1,9}")) {
					String[] parts = line.split(" ");
					sink.observe(new Observation.Sample(new Product(parts[0], "", LicenceType.FLOATING, ""),
							Long.parseLong(parts[1]), OptionalLong.of(Long.parseLong(parts[2])), OptionalLong.empty(),
							OptionalLong.empty(), OptionalLong.empty()));
				} else {
					rejected++;
					sink.report(Diagnostic.error("This should be a product, how many are used, and how many there are.",
							Place.of(evidence.name(), records)));
				}
			}
		} catch (IOException e) {
			return new Interpretation.Refused(Diagnostic.error("The file cannot be read.", Place.of(evidence.name())), false);
		}
		if (records == rejected) {
			return new Interpretation.Refused(Diagnostic.error("No line is one of a state file.", Place.of(evidence.name())),
					false);
		}
		return new Interpretation.Understood("State of an Acme server", records, rejected, Set.of());
	}
}
