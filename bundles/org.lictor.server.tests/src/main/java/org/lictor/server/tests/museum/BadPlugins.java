package org.lictor.server.tests.museum;

import java.io.InputStream;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.lictor.model.Diagnostic;
import org.lictor.model.Place;
import org.lictor.model.Status;
import org.lictor.spi.Call;
import org.lictor.spi.Capability;
import org.lictor.spi.Configuration;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.Field;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Monitor;
import org.lictor.spi.MonitorContext;
import org.lictor.spi.ObservationSink;
import org.lictor.spi.PollResult;
import org.lictor.spi.ServerType;
import org.lictor.spi.Verification;
import org.lictor.spi.WatchedApplication;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** What bad plug-ins are made of: a test packs these classes into bundles of their own. */
public final class BadPlugins {

	private BadPlugins() {
	}

	/** Fails when it is made. */
	public static final class Throws extends Type {

		/** Fails. */
		public Throws() {
			throw new IllegalStateException("a sin");
		}
	}

	/** Never gets made. */
	public static final class Hangs extends Type {

		/** Comes back when its bundle stops and interrupts it, which nobody does. */
		public Hangs() {
			try {
				new CountDownLatch(1).await();
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/** Hangs when it is asked who it is. */
	public static final class HangsWhenAsked extends Type {

		@Override
		public String id() {
			new Hangs();
			return "late";
		}
	}

	/** Has no name that one could use. */
	public static final class Nameless extends Type {

		@Override
		public String id() {
			return "No name!";
		}
	}

	/** Keeps its bundle from starting. */
	public static final class Activator implements BundleActivator {

		@Override
		public void start(BundleContext context) {
			throw new IllegalStateException("a sin");
		}

		@Override
		public void stop(BundleContext context) {
			// it never started
		}
	}

	/**
	 * Can be used, and sins once it is told to: its sin is the last part of its bundle's name. Servers of it can be added meanwhile.
	 */
	public static final class Sinner extends Type {

		/** Set when the sins begin: bundles share nothing else. */
		public static final String SINFUL = "lictor.museum.sinful";

		private final String sin = FrameworkUtil.getBundle(Sinner.class).getSymbolicName().replaceAll(".*\\.", "");

		private boolean commits(String which) {
			return sin.equals(which) && Boolean.getBoolean(SINFUL);
		}

		private void hangs(String which) {
			while (commits(which)) {
				new Hangs();
				Thread.interrupted(); // it hears no interruption
			}
		}

		@Override
		public String id() {
			return sin;
		}

		@Override
		public String label() {
			hangs("label");
			return sin;
		}

		@Override
		public ConfigurationSchema schema() {
			hangs("form");
			return ConfigurationSchema.of(Field.optional("interval", "Interval", Field.Kind.DURATION, "How often.").withDefault("1m"));
		}

		@Override
		public Set<Capability> capabilities() {
			hangs("abilities");
			return Set.of(Capability.SNAPSHOT);
		}

		@Override
		public String parserVersion() {
			hangs("parser");
			return "1";
		}

		@Override
		public Monitor open(Configuration configuration, MonitorContext context) {
			hangs("opening");
			return new Monitor() {
				@Override
				public PollResult poll(Call call) {
					return Sinner.this.poll(context.clock().instant());
				}

				@Override
				public void close() {
					hangs("closing");
				}
			};
		}

		private PollResult poll(Instant now) {
			hangs("polling");
			Evidence evidence = new Evidence(Evidence.Origin.POLL, "state", now, Content.of(new byte[] { 1 }));
			return switch (sin) {
			case "throwing" -> throw new IllegalStateException("a sin");
			case "broken" -> throw new NoClassDefFoundError("com/example/Gone");
			case "nonsense" -> new PollResult.Collected(Status.up(""), Collections.singletonList(null), List.of());
			case "nothing" -> null;
			case "leaking" -> {
				for (int thread = 0; thread < 30; thread++) {
					Thread.ofPlatform().daemon().start(Hangs::new);
				}
				yield new PollResult.Collected(Status.up(""), List.of(), List.of());
			}
			case "chatty" -> new PollResult.Collected(Status.up(""), List.of(),
					IntStream.range(0, 20_000).mapToObj(row -> Diagnostic.warning("Row " + row + " at " + now + " is odd.", Place.NOWHERE)).toList());
			case "greedy" -> new PollResult.Collected(Status.up(""),
					List.of(new Evidence(Evidence.Origin.POLL, "state", now, new Endless())), List.of());
			default -> new PollResult.Collected(Status.up(""), List.of(evidence), List.of());
			};
		}

		@Override
		public Interpretation interpret(Evidence evidence, Configuration configuration, ObservationSink sink) {
			hangs("reading");
			if (commits("unreadable")) {
				throw new IllegalStateException("a sin");
			}
			if (commits("telling")) {
				for (long number = 0;; number++) {
					sink.report(Diagnostic.warning("Row " + number + " is odd.", Place.NOWHERE));
				}
			}
			return new Interpretation.Understood("nothing", 0, 0, Set.of());
		}
	}

	/** Bytes without an end. */
	private static final class Endless implements Content {

		@Override
		public InputStream open() {
			return new InputStream() {
				@Override
				public int read() {
					return 1;
				}
			};
		}

		@Override
		public long size() {
			return 1; // it lies
		}
	}

	/** What they have in common. */
	public abstract static class Type implements ServerType {

		@Override
		public String id() {
			return "bad";
		}

		@Override
		public String label() {
			return id();
		}

		@Override
		public String description() {
			return id();
		}

		@Override
		public ConfigurationSchema schema() {
			return new ConfigurationSchema(List.of());
		}

		@Override
		public Set<Capability> capabilities() {
			return Set.of();
		}

		@Override
		public List<WatchedApplication> applications() {
			return List.of();
		}

		@Override
		public Verification verify(Configuration configuration, MonitorContext context, Call call) {
			throw new IllegalStateException("nobody comes so far");
		}

		@Override
		public Monitor open(Configuration configuration, MonitorContext context) {
			throw new IllegalStateException("nobody comes so far");
		}

		@Override
		public String parserVersion() {
			return "1";
		}

		@Override
		public Interpretation interpret(Evidence evidence, Configuration configuration, ObservationSink sink) {
			throw new IllegalStateException("nobody comes so far");
		}
	}
}
