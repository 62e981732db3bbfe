package org.lictor.adapter.autodesk.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.lictor.adapter.autodesk.internal.cloud.CloudMonitor;
import org.lictor.model.Diagnostic;
import org.lictor.model.Status;
import org.lictor.spi.Call;
import org.lictor.spi.Collecting;
import org.lictor.spi.Configuration;
import org.lictor.spi.FieldProblem;
import org.lictor.spi.Monitor;
import org.lictor.spi.PollResult;

/**
 * An account: what the cloud tells of it, and what lies in its watched folder. Some teams may only be had as files, so both
 * are asked where both are configured. The status is that of the cloud, or of the folder when the cloud is well and the
 * folder is not.
 */
final class AccountMonitor implements Monitor {

	private final Configuration configuration;
	private final Monitor folder;
	private final Optional<CloudMonitor> cloud;

	AccountMonitor(Configuration configuration, Monitor folder, Optional<CloudMonitor> cloud) {
		this.configuration = configuration;
		this.folder = folder;
		this.cloud = cloud;
	}

	@Override
	public PollResult poll(Call call) {
		Optional<FieldProblem> table = AutodeskServerType.productTableProblem(configuration);
		if (table.isPresent()) {
			return PollResult.failed(Status.misconfigured(table.get().message()));
		}
		return cloud.isPresent() ? both(cloud.get().poll(call), call) : folder.poll(call);
	}

	private PollResult both(PollResult.Collected asked, Call call) {
		if (configuration.text(AutodeskServerType.FOLDER).isEmpty()
				|| !(folder.poll(call) instanceof PollResult.Collected looked)) {
			return asked;
		}
		List<Diagnostic> diagnostics = new ArrayList<>(asked.diagnostics());
		diagnostics.addAll(looked.diagnostics());
		boolean cloudIsWell = asked.status().state() == Status.State.UP;
		return new PollResult.Collected(cloudIsWell && looked.status().state() != Status.State.UP ? looked.status() : asked.status(),
				looked.evidence(), diagnostics, new Collecting(asked.collecting().quotas(), asked.collecting().tasks(),
						earlier(asked.collecting().nextPoll(), looked.collecting().nextPoll())));
	}

	private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
		return one.isEmpty() || other.isPresent() && other.get().isBefore(one.get()) ? other : one;
	}

	@Override
	public void close() {
		cloud.ifPresent(CloudMonitor::close);
		folder.close();
	}
}
