package org.lictor.workbench.internal.connection;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.lictor.model.Progress;
import org.lictor.service.Connector;
import org.lictor.service.Lictor;
import org.lictor.service.Location;
import org.lictor.service.OpenOptions;
import org.lictor.service.ServiceException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The one connection of this workbench to Lictor. It is opened and closed on background threads; whoever shows something
 * subscribes to its state. Safe for use by many threads.
 */
@Component(service = Connection.class)
public final class Connection {

	/** Where the connection stands. */
	public sealed interface State {

		/** Not opened yet, or closed. */
		record Closed() implements State {
		}

		/**
		 * Being opened.
		 *
		 * @param place where Lictor is, for people
		 * @param task  what is being done right now, for people
		 */
		record Opening(String place, String task) implements State {
		}

		/**
		 * Open.
		 *
		 * @param lictor what answers
		 */
		record Open(Lictor lictor) implements State {
		}

		/**
		 * Could not be opened.
		 *
		 * @param place   where Lictor should be, for people
		 * @param reason  the class of trouble
		 * @param message what happened and what to do
		 */
		record Failed(String place, ServiceException.Reason reason, String message) implements State {
		}
	}

	/** A subscription to the state. */
	public interface Subscription extends AutoCloseable {
		@Override
		void close();
	}

	private static final System.Logger LOG = System.getLogger(Connection.class.getName());

	private final Connectors connectors;
	private final List<Consumer<State>> listeners = new CopyOnWriteArrayList<>();
	private final Object opening = new Object();
	private volatile State state = new State.Closed();
	private Optional<Consumer<Progress>> last = Optional.empty();

	/**
	 * @param connectors the ways there are of reaching Lictor
	 */
	@Activate
	public Connection(@Reference Connectors connectors) {
		this.connectors = Objects.requireNonNull(connectors, "connectors");
	}

	/** @return where the connection stands now */
	public State state() {
		return state;
	}

	/** @return what answers, empty while the connection is not open */
	public Optional<Lictor> lictor() {
		return state instanceof State.Open open ? Optional.of(open.lictor()) : Optional.empty();
	}

	/**
	 * @param listener told each new state from now on, on the thread that changed it, which it must not hold up
	 * @return closed to hear no more
	 */
	public Subscription subscribe(Consumer<State> listener) {
		listeners.add(listener);
		return () -> listeners.remove(listener);
	}

	/**
	 * Opens the connection; one that was open is closed first. Takes as long as Lictor takes, seconds when data are
	 * migrated. Trouble becomes the state {@link State.Failed}, not an exception.
	 *
	 * @param location where Lictor is
	 * @param port     for the embedded server, empty for the one in the data folder's settings
	 * @param progress takes news and tells of cancellation
	 */
	public void open(Location location, OptionalInt port, Progress progress) {
		synchronized (opening) {
			close();
			last = Optional.of(again -> open(location, port, again));
			String place = place(location);
			change(new State.Opening(place, "Opening"));
			try {
				Lictor lictor = open(location, new OpenOptions(OpenOptions.Mode.WORKBENCH, port), place, progress);
				change(new State.Open(lictor));
			} catch (ServiceException e) {
				LOG.log(Level.WARNING, "Lictor at {0} could not be opened: {1}", place, e.getMessage());
				change(new State.Failed(place, e.reason(), e.getMessage()));
			} catch (RuntimeException | LinkageError e) {
				LOG.log(Level.ERROR, "Lictor at " + place + " could not be opened", e);
				change(new State.Failed(place, ServiceException.Reason.INTERNAL,
						"Opening failed because of a defect: " + e + ". The Error Log has more."));
			}
		}
	}

	/**
	 * Opens the connection where it was opened, or failed to, the last time; does nothing when it never was.
	 *
	 * @param progress takes news and tells of cancellation
	 */
	public void openAgain(Progress progress) {
		synchronized (opening) {
			last.ifPresent(open -> open.accept(progress));
		}
	}

	private Lictor open(Location location, OpenOptions options, String place, Progress progress)
			throws ServiceException {
		Connector connector = connector(location, place);
		try {
			return connector.open(location, options, new Told(progress, place));
		} catch (ServiceException e) {
			// a server may have begun to run on the folder since we looked: then it is reached through that server
			Connector other = connector(location, place);
			if (e.reason() != ServiceException.Reason.IN_USE || other == connector) {
				throw e;
			}
			return other.open(location, options, new Told(progress, place));
		}
	}

	private Connector connector(Location location, String place) throws ServiceException {
		return connectors.accepting(location)
				.orElseThrow(() -> new ServiceException(ServiceException.Reason.UNAVAILABLE,
						"Nothing is installed that can reach " + place
								+ ". Install Lictor's core or its remote client (Help > Install New Software)."));
	}

	/** Closes the connection; harmless when it is not open. A server in this process stops, which may take a second. */
	@Deactivate
	public void close() {
		synchronized (opening) {
			State before = state;
			if (before instanceof State.Open open) {
				change(new State.Closed());
				open.lictor().close();
			}
		}
	}

	/**
	 * @param location where Lictor is
	 * @return the same for people
	 */
	public static String place(Location location) {
		return switch (location) {
		case Location.Folder folder -> folder.path().toString();
		case Location.Address address -> address.address().toString();
		};
	}

	private void change(State next) {
		state = next;
		for (Consumer<State> listener : listeners) {
			listener.accept(next);
		}
	}

	/** Passes news on and shows them in the state. */
	private final class Told implements Progress {

		private final Progress progress;
		private final String place;

		Told(Progress progress, String place) {
			this.progress = progress;
			this.place = place;
		}

		@Override
		public void begin(String task, long total) {
			change(new State.Opening(place, task));
			progress.begin(task, total);
		}

		@Override
		public void worked(long units) {
			progress.worked(units);
		}

		@Override
		public boolean cancelled() {
			return progress.cancelled();
		}
	}
}
