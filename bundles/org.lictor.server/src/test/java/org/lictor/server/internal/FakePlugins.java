package org.lictor.server.internal;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.lictor.model.Diagnostic;
import org.lictor.model.Progress;
import org.lictor.service.Doubt;
import org.lictor.service.Doubts;
import org.lictor.service.InstalledPlugin;
import org.lictor.service.OwnInstallation;
import org.lictor.service.Plugin;
import org.lictor.service.PluginChange;
import org.lictor.service.PluginTrust;
import org.lictor.service.RemoteChange;
import org.lictor.service.TrustPolicy;

/** Plug-ins that are only noted. */
final class FakePlugins implements OwnInstallation {

	static final Plugin OLD = new Plugin("com.example.feature", "1.0.0", "Example", "Example Ltd", "https://example.com/p2");
	static final Plugin NEW = new Plugin("com.example.feature", "1.1.0", "Example", "Example Ltd", "https://example.com/p2");

	/** What was asked for. */
	final List<String> asked = new ArrayList<>();
	PluginChange change = PluginChange.NONE;
	/** What is asked about, and the answer to it. */
	List<Doubt> answered = List.of();
	Optional<Boolean> answer = Optional.empty();
	/** Who would have been asked last. */
	Doubts doubts = Doubts.REFUSED;
	Optional<Consumer<Diagnostic>> follower = Optional.empty();

	@Override
	public List<InstalledPlugin> installed() {
		return List.of(new InstalledPlugin(OLD, List.of("example", "other"), true));
	}

	@Override
	public PluginTrust trust() {
		return new PluginTrust(TrustPolicy.REFUSE, List.of(), List.of("elsewhere.example"), RemoteChange.REFUSE);
	}

	@Override
	public List<Plugin> offered(URI repository, Progress progress) {
		asked.add("offered " + repository);
		return List.of(NEW);
	}

	@Override
	public PluginChange install(String id, URI repository, Doubts doubts, Progress progress) {
		this.doubts = doubts;
		answer = answered.isEmpty() ? Optional.empty() : Optional.of(doubts.accept(answered));
		asked.add("install " + id + " from " + repository);
		return change;
	}

	@Override
	public PluginChange update(Optional<String> id, Optional<URI> repository, Doubts doubts, Progress progress) {
		this.doubts = doubts;
		answer = answered.isEmpty() ? Optional.empty() : Optional.of(doubts.accept(answered));
		asked.add("update " + id.orElse("all") + repository.map(from -> " from " + from).orElse(""));
		return change;
	}

	@Override
	public PluginChange updateProduct(URI repository, Doubts doubts, Progress progress) {
		asked.add("update Lictor from " + repository);
		return change;
	}

	@Override
	public PluginChange remove(String id, Progress progress) {
		asked.add("remove " + id);
		return change;
	}

	@Override
	public AutoCloseable follow(Consumer<Diagnostic> news) {
		follower = Optional.of(news);
		return () -> follower = Optional.empty();
	}
}
