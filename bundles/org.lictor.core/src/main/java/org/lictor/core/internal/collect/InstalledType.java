package org.lictor.core.internal.collect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

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
import org.lictor.spi.SignInResult;
import org.lictor.spi.SignInStart;
import org.lictor.spi.SignsInByBrowser;
import org.lictor.spi.Verification;
import org.lictor.spi.WatchedApplication;

/**
 * A server type that was installed. What everybody asks of it, also in the middle of a transaction, it is asked once, when it is made:
 * its name, what it can do, what agents are to watch. Whatever else it is asked about itself is asked on a thread of its plug-in and
 * within a time limit; after a question that hung it is left alone for a while, and whoever asks is told so at once. What takes longer
 * by its nature (verify, open, interpret) is passed on: {@link PluginCalls} keeps its time. Safe for use by many threads.
 */
class InstalledType implements ServerType {

	/** For how long a type is not asked any more that did not answer. */
	private static final Duration LEFT_ALONE = Duration.ofMinutes(1);
	/** How long it may take to look up a product key, while a report holds a transaction. */
	private static final Duration LOOKING_UP = Duration.ofMillis(500);

	/** What was answered, or thrown, when it was asked for the first and only time. */
	private record Once<T>(Optional<T> answer, Optional<Throwable> thrown) {

		static <T> Once<T> ask(Supplier<T> question) {
			try {
				return new Once<>(Optional.of(question.get()), Optional.empty());
			} catch (RuntimeException | LinkageError e) {
				return new Once<>(Optional.empty(), Optional.of(e));
			}
		}

		T get(String id) {
			return answer.orElseThrow(() -> new NoAnswerException("The server type " + id + " failed when it was asked.", thrown.orElseThrow()));
		}
	}

	/** A type does not answer. */
	static final class NoAnswerException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		NoAnswerException(String message, Throwable cause) {
			super(message, cause);
		}
	}

	private final String id;
	private final ServerType type;
	private final PluginThreads threads;
	private final Duration limit;
	private final Consumer<String> trouble;
	private final ExecutorService asking;
	private final Once<String> label;
	private final Once<String> description;
	private final Once<Set<Capability>> capabilities;
	private final Once<List<WatchedApplication>> applications;
	private final Set<CompletableFuture<?>> hanging = ConcurrentHashMap.newKeySet();
	private volatile Optional<Long> hungAt = Optional.empty();

	private InstalledType(String id, ServerType type, PluginThreads threads, Duration limit, Consumer<String> trouble) {
		this.id = id;
		this.type = type;
		this.threads = threads;
		this.limit = limit;
		this.trouble = trouble;
		this.asking = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
				work -> threads.unstarted("lictor-ask " + id, work));
		this.label = Once.ask(type::label);
		this.description = Once.ask(type::description);
		this.capabilities = Once.ask(() -> Set.copyOf(type.capabilities()));
		this.applications = Once.ask(() -> List.copyOf(type.applications()));
	}

	/**
	 * Asks the type what it is, on the thread of the caller, who sees to it that this ends.
	 *
	 * @param id      that the type has said
	 * @param type    as its plug-in brought it
	 * @param threads of the plug-in
	 * @param limit   how long an answer may take
	 * @param trouble takes a sentence for people when the type does not answer for the first time
	 * @return the type to be used
	 */
	static InstalledType of(String id, ServerType type, PluginThreads threads, Duration limit, Consumer<String> trouble) {
		return type instanceof SignsInByBrowser browser ? new WithSignIn(id, type, browser, threads, limit, trouble)
				: new InstalledType(id, type, threads, limit, trouble);
	}

	/** @return the threads of the plug-in that brought it */
	PluginThreads threads() {
		return threads;
	}

	/** @return whether this is that type */
	boolean is(ServerType other) {
		return type == other;
	}

	final <T> T ask(String what, Supplier<T> question) {
		return ask(what, limit, question);
	}

	private <T> T ask(String what, Duration patience, Supplier<T> question) {
		if (!hanging.isEmpty() || hungAt.filter(since -> System.nanoTime() - since < LEFT_ALONE.toNanos()).isPresent()) {
			throw new NoAnswerException("The server type " + id + " of " + threads.plugin() + " did not answer and is left alone for a while.", null);
		}
		CompletableFuture<T> answer = new CompletableFuture<>();
		Future<?> running = asking.submit(() -> {
			try {
				answer.complete(question.get());
			} catch (Throwable e) {
				// whatever a plug-in throws, whoever asked gets it
				answer.completeExceptionally(e);
			} finally {
				hanging.remove(answer);
			}
		});
		try {
			return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
		} catch (TimeoutException e) {
			throw gaveUp(what, patience, answer, running, e);
		} catch (ExecutionException e) {
			if (e.getCause() instanceof RuntimeException failure) {
				throw failure;
			}
			if (e.getCause() instanceof Error failure) {
				throw failure;
			}
			throw new IllegalStateException(e.getCause());
		} catch (InterruptedException e) {
			running.cancel(true);
			Thread.currentThread().interrupt();
			throw new NoAnswerException("The server type " + id + " was interrupted before it told " + what + ".", e);
		}
	}

	private NoAnswerException gaveUp(String what, Duration patience, CompletableFuture<?> answer, Future<?> running, TimeoutException cause) {
		boolean first = hungAt.isEmpty();
		hungAt = Optional.of(System.nanoTime());
		hanging.add(answer);
		if (answer.isDone()) {
			hanging.remove(answer);
		}
		running.cancel(true);
		String sentence = "The server type '" + id + "' of " + threads.plugin() + " did not tell " + what + " within "
				+ patience.toMillis() / 1000.0 + " seconds. It is asked again later. Ask who made it, or remove the plug-in.";
		if (first) {
			trouble.accept(sentence);
		}
		return new NoAnswerException(sentence, cause);
	}

	@Override
	public String id() {
		return id;
	}

	@Override
	public String label() {
		return label.get(id);
	}

	@Override
	public String description() {
		return description.get(id);
	}

	@Override
	public ConfigurationSchema schema() {
		return ask("what its servers need", limit, type::schema);
	}

	@Override
	public Set<Capability> capabilities() {
		return capabilities.get(id);
	}

	@Override
	public List<WatchedApplication> applications() {
		return applications.get(id);
	}

	@Override
	public Optional<String> registeredProduct(String key) {
		return ask("what a product key means", LOOKING_UP, () -> type.registeredProduct(key));
	}

	@Override
	public String parserVersion() {
		return ask("the version of its parser", limit, type::parserVersion);
	}

	@Override
	public Verification verify(Configuration configuration, MonitorContext context, Call call) {
		return type.verify(configuration, context, call);
	}

	@Override
	public Monitor open(Configuration configuration, MonitorContext context) {
		return type.open(configuration, context);
	}

	@Override
	public Interpretation interpret(Evidence evidence, Configuration configuration, ObservationSink sink) {
		return type.interpret(evidence, configuration, sink);
	}

	/** One that people can sign in to. */
	private static final class WithSignIn extends InstalledType implements SignsInByBrowser {

		private final SignsInByBrowser browser;

		WithSignIn(String id, ServerType type, SignsInByBrowser browser, PluginThreads threads, Duration limit, Consumer<String> trouble) {
			super(id, type, threads, limit, trouble);
			this.browser = browser;
		}

		@Override
		public SignInStart beginSignIn(Configuration configuration) {
			return ask("where to sign in", () -> browser.beginSignIn(configuration));
		}

		@Override
		public SignInResult finishSignIn(SignInStart.Begun begun, String query, Configuration configuration, MonitorContext context, Call call) {
			return browser.finishSignIn(begun, query, configuration, context, call);
		}
	}
}
