package org.lictor.simulator.autodesk;

/** Placeholder until the next commit. */
final class UsageQueries {

	Answer submit(Call call, String user) {
		return Insights.notFound();
	}

	Answer get(Call call, String user, String id) {
		return Insights.notFound();
	}
}
