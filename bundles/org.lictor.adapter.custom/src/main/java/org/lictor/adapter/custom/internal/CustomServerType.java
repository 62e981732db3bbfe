package org.lictor.adapter.custom.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.lictor.model.Status;
import org.lictor.spi.Call;
import org.lictor.spi.Capability;
import org.lictor.spi.Configuration;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Evidence;
import org.lictor.spi.Field;
import org.lictor.spi.FieldProblem;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Monitor;
import org.lictor.spi.MonitorContext;
import org.lictor.spi.ObservationSink;
import org.lictor.spi.ServerType;
import org.lictor.spi.Verification;
import org.lictor.spi.WatchedApplication;
import org.osgi.service.component.annotations.Component;

/**
 * The type {@code custom}: an XML file in the format of License Statistics' custom servers, read again at every
 * interval. The file is the present state of the server and is replaced as a whole by whoever writes it.
 */
@Component(service = ServerType.class)
public final class CustomServerType implements ServerType {

	static final String FILE = "file";
	static final String ZONE = "zone";
	static final String VENDOR = "vendor";

	@Override
	public String id() {
		return "custom";
	}

	@Override
	public String label() {
		return "Custom (XML file)";
	}

	@Override
	public String description() {
		return "A licence server of your own: an XML file (CUSTOM_STAT) that a script of yours keeps up to date and that is "
				+ "read again at every interval.";
	}

	/**
	 * {@inheritDoc}
	 *
	 * <p>The time zone is asked for instead of taking that of the machine: evidence is interpreted again years later and
	 * perhaps on another machine, and must then mean the same.
	 */
	@Override
	public ConfigurationSchema schema() {
		return ConfigurationSchema.of(
				Field.required(FILE, "File", Field.Kind.FILE,
						"The whole path of the XML file on the machine that monitors. The file is read, never changed."),
				Field.required(ZONE, "Time zone", Field.Kind.TIME_ZONE,
						"The time zone in which CHECKOUT_TIME and BORROW_EXPIRE_TIME are written: usually that of the machine "
								+ "that writes the file, such as Europe/Berlin."),
				Field.optional("interval", "Interval", Field.Kind.DURATION,
						"How often the file is read. Uses shorter than this may be missed.").withDefault("1m"),
				Field.optional(VENDOR, "Vendor", Field.Kind.TEXT,
						"The VENDOR that the file must name, such as custom_acme; guards against reading a wrong file. Leave it "
								+ "empty to accept any."));
	}

	@Override
	public Set<Capability> capabilities() {
		return Set.of(Capability.SNAPSHOT, Capability.SESSIONS, Capability.DENIALS);
	}

	@Override
	public List<WatchedApplication> applications() {
		return List.of();
	}

	@Override
	public Verification verify(Configuration configuration, MonitorContext context, Call call) {
		CustomMonitor.Look look = new CustomMonitor(configuration, context).look(call);
		List<FieldProblem> problems = new ArrayList<>();
		if (look.status().state() != Status.State.UP && !look.fieldAtFault().isEmpty()) {
			problems.add(new FieldProblem(look.fieldAtFault(), look.status().message()));
		}
		return new Verification(look.status(), problems);
	}

	@Override
	public Monitor open(Configuration configuration, MonitorContext context) {
		return new CustomMonitor(configuration, context);
	}

	@Override
	public String parserVersion() {
		return CustomStatReader.VERSION;
	}

	@Override
	public Interpretation interpret(Evidence evidence, Configuration configuration, ObservationSink sink) {
		return new CustomStatReader(evidence, configuration, sink).read();
	}
}
