package org.lictor.core.internal.agents;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.EventDetail.ProductsRegistered;
import org.lictor.agent.protocol.RegisteredProduct;
import org.lictor.store.AgentEvent;
import org.lictor.store.RegistrationsFact;
import org.lictor.store.RegistrationsFact.Registered;
import org.lictor.store.Transaction;

/**
 * The products that are registered on an agent's host: what the agent told last, and of an answer that lists none because
 * something went wrong the products that were listed before.
 */
public final class AgentRegistrations {

	private record Told(Instant at, ProductsRegistered answer) {

		boolean lists() {
			return answer.outcome() != EventDetail.Registrations.FAILED;
		}
	}

	private AgentRegistrations() {
	}

	/**
	 * Brings the registered products up to date.
	 *
	 * @param transaction that kept the events
	 * @param agent       number of the agent
	 * @param fresh       events that were new
	 * @return true when something changed
	 */
	static boolean update(Transaction transaction, long agent, List<AgentEvent> fresh) {
		List<Told> told = fresh.stream().map(AgentRegistrations::told).flatMap(Optional::stream).toList();
		if (told.isEmpty()) {
			return false;
		}
		Optional<RegistrationsFact> before = transaction.registrations().of(agent);
		Optional<RegistrationsFact> now = fact(agent, before, told);
		if (now.equals(before)) {
			return false;
		}
		now.ifPresent(transaction.registrations()::put);
		return true;
	}

	/**
	 * Derives the registered products from all events of an agent.
	 *
	 * @param transaction that writes
	 * @param agent       number of the agent
	 */
	public static void rebuild(Transaction transaction, long agent) {
		List<Told> all = new ArrayList<>();
		transaction.agentEvidence().forEach(agent, event -> {
			told(event).ifPresent(all::add);
			return true;
		});
		fact(agent, Optional.empty(), all).ifPresentOrElse(transaction.registrations()::put,
				() -> transaction.registrations().remove(agent));
	}

	/**
	 * @param answer what an agent told
	 * @return whether people should know
	 */
	static boolean isTrouble(ProductsRegistered answer) {
		return answer.outcome() == EventDetail.Registrations.FAILED || answer.outcome() == EventDetail.Registrations.IN_PART;
	}

	private static Optional<Told> told(AgentEvent event) {
		if (!event.kind().equals(EventDetail.Kind.PRODUCTS_REGISTERED.name())) {
			return Optional.empty();
		}
		return Events.detail(event).filter(ProductsRegistered.class::isInstance).map(ProductsRegistered.class::cast)
				.map(answer -> new Told(event.corrected(), answer));
	}

	private static Optional<RegistrationsFact> fact(long agent, Optional<RegistrationsFact> before, List<Told> told) {
		Optional<RegistrationsFact> fact = before;
		for (Told each : told.stream().sorted(Comparator.comparing(Told::at)).toList()) {
			fact = Optional.of(fact(agent, fact, each));
		}
		return fact;
	}

	private static RegistrationsFact fact(long agent, Optional<RegistrationsFact> before, Told told) {
		boolean last = before.map(fact -> !told.at.isBefore(fact.told())).orElse(true);
		boolean lastList = told.lists()
				&& before.flatMap(RegistrationsFact::listed).map(listed -> !told.at.isBefore(listed)).orElse(true);
		return new RegistrationsFact(agent, last ? told.answer.outcome().name() : before.orElseThrow().outcome(),
				last ? told.answer.message() : before.orElseThrow().message(), last ? told.at : before.orElseThrow().told(),
				lastList ? Optional.of(told.at) : before.flatMap(RegistrationsFact::listed),
				lastList ? told.answer.products().stream().map(AgentRegistrations::registered).toList()
						: before.map(RegistrationsFact::products).orElse(List.of()));
	}

	private static Registered registered(RegisteredProduct product) {
		return new Registered(product.feature(), product.key(), product.version(), product.selectedKey(),
				product.selectedVersion(), product.method().name(), product.methods().stream().sorted().map(Enum::name).toList());
	}
}
