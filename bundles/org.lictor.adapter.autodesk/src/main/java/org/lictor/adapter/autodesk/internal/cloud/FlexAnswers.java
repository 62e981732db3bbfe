package org.lictor.adapter.autodesk.internal.cloud;

import static org.lictor.adapter.autodesk.internal.cloud.Addresses.encoded;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.lictor.adapter.autodesk.internal.export.EvidenceName;

/** What Token Flex answers at once: contracts, fields that the customer added, tokens by month. */
final class FlexAnswers implements Api {

	/** The scope of the question which contracts there are. */
	static final String ALL = "all";

	private final CloudClient client;

	/**
	 * @param client asks
	 */
	FlexAnswers(CloudClient client) {
		this.client = client;
	}

	@Override
	public Limit asking() {
		return Limit.TOKEN_FLEX;
	}

	@Override
	public Limit looking() {
		return Limit.TOKEN_FLEX;
	}

	@Override
	public int outstanding() {
		return 1;
	}

	@Override
	public Duration pause() {
		return Duration.ZERO;
	}

	@Override
	public boolean repeatable() {
		return true;
	}

	@Override
	public String ask(Job job) {
		// there is nothing to be asked beforehand
		return "at-once";
	}

	@Override
	public Look look(Job job) {
		return new Look.Ready(List.of());
	}

	@Override
	public void fetch(Job job, TempFile target) throws Trouble, IOException {
		Reply reply = client.get(asking(), path(job.task()));
		if (reply.json().isEmpty()) {
			throw Trouble.notUnderstood("The answer about " + job.task().kind().label() + " of Token Flex is no JSON.");
		}
		target.clear();
		target.append().write(reply.body());
	}

	private static String path(Task task) {
		String contract = encoded(task.scope());
		return "/tokenflex/v1/" + switch (task.kind()) {
		case FLEX_CONTRACTS -> "contract";
		case FLEX_CONTRACT -> "contract/" + contract;
		case FLEX_ENRICHMENT -> "contract/" + contract + "/enrichment";
		case FLEX_SUMMARY -> "usage/" + contract + "/summary";
		default -> throw new IllegalArgumentException(task.kind().name());
		};
	}

	@Override
	public EvidenceName name(Task task, String team) {
		EvidenceName name = EvidenceName.of(EvidenceName.TOKEN_FLEX, task.kind().name().substring("FLEX_".length()), "json");
		return task.kind() == Task.Kind.FLEX_CONTRACTS ? name : name.with("contract", task.scope());
	}
}
