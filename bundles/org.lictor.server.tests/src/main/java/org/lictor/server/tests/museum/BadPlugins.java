package org.lictor.server.tests.museum;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import org.lictor.spi.Call;
import org.lictor.spi.Capability;
import org.lictor.spi.Configuration;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Evidence;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Monitor;
import org.lictor.spi.MonitorContext;
import org.lictor.spi.ObservationSink;
import org.lictor.spi.ServerType;
import org.lictor.spi.Verification;
import org.lictor.spi.WatchedApplication;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

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
