package org.lictor.core.internal.agents;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.lictor.agent.protocol.ExaminationReport;
import org.lictor.agent.protocol.ExaminationRequest;
import org.lictor.agent.protocol.Protocol;
import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/**
 * What is wished to know of agents and was not answered yet. A wish goes out with the configuration of its agent each time
 * that asks for it, until the answer is there or nobody waits any more. Safe for use by many threads.
 */
public final class Examinations {

	/** How often whoever waits is asked whether they still do. */
	private static final Duration GLANCE = Duration.ofMillis(200);

	private record Asked(long agent, ExaminationRequest request, CompletableFuture<ExaminationReport> answer) {
	}

	private final Duration patience;
	private final List<Asked> asked = new CopyOnWriteArrayList<>();
	private final Map<Long, Integer> protocols = new ConcurrentHashMap<>();

	/**
	 * @param patience how long an answer is waited for
	 */
	public Examinations(Duration patience) {
		this.patience = patience;
	}

	/**
	 * Waits for an answer.
	 *
	 * @param agent    number of an agent
	 * @param host     its name, for people
	 * @param request  what is wished to know
	 * @param wake     called once the wish can be seen by {@link #of}
	 * @param progress asked whether anybody still waits
	 * @return the answer
	 * @throws ServiceException UNAVAILABLE when the agent is too old or does not answer in time; CANCELLED
	 */
	public ExaminationReport ask(long agent, String host, ExaminationRequest request, Runnable wake, Progress progress)
			throws ServiceException {
		int protocol = protocols.getOrDefault(agent, Protocol.VERSION);
		if (protocol < Protocol.EXAMINATIONS) {
			throw new ServiceException(Reason.UNAVAILABLE, "The agent on " + host + " is too old to be asked: it speaks version " + protocol
					+ " of the agent protocol, and answers from version " + Protocol.EXAMINATIONS
					+ " on. Update it, or run lictor-agent doctor on its host.");
		}
		Asked mine = new Asked(agent, request, new CompletableFuture<>());
		asked.add(mine);
		try {
			wake.run();
			progress.begin("Waiting for the agent on " + host, patience.toSeconds());
			return await(mine, host, progress);
		} finally {
			asked.remove(mine);
		}
	}

	private ExaminationReport await(Asked mine, String host, Progress progress) throws ServiceException {
		long until = System.nanoTime() + patience.toNanos();
		long told = 0;
		while (System.nanoTime() < until) {
			if (progress.cancelled()) {
				throw cancelled();
			}
			try {
				return mine.answer.get(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
			} catch (TimeoutException e) {
				long waited = patience.minusNanos(until - System.nanoTime()).toSeconds();
				progress.worked(waited - told);
				told = waited;
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				throw cancelled();
			} catch (ExecutionException e) {
				throw new IllegalStateException("an answer is never completed with a failure", e);
			}
		}
		throw new ServiceException(Reason.UNAVAILABLE, "The agent on " + host + " did not answer within " + patience.toSeconds()
				+ " seconds. Its host may sleep, or have lost the network; see when it was last heard, and try again.");
	}

	private static ServiceException cancelled() {
		return new ServiceException(Reason.CANCELLED, "The examination was called off.");
	}

	/**
	 * @param agent number of an agent
	 * @return what is wished to know of it, the oldest wish first; empty when nothing
	 */
	Optional<ExaminationRequest> of(long agent) {
		return asked.stream().filter(each -> each.agent == agent).map(Asked::request).findFirst();
	}

	/**
	 * @param agent    number of an agent
	 * @param protocol the version of the agent protocol it speaks
	 */
	void heard(long agent, int protocol) {
		protocols.put(agent, protocol);
	}

	/** @param agent number of an agent that was removed */
	void forget(long agent) {
		protocols.remove(agent);
	}

	/**
	 * Hands an answer to whoever waits for it; when nobody does any more, it is dropped.
	 *
	 * @param agent  number of the agent that answers
	 * @param report its answer
	 */
	void answered(long agent, ExaminationReport report) {
		asked.stream().filter(each -> each.agent == agent && each.request.id().equals(report.id())).forEach(each -> {
			asked.remove(each);
			each.answer.complete(report);
		});
	}
}
