package org.lictor.workbench.tests;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.lictor.model.Progress;
import org.lictor.service.Doubt;
import org.lictor.service.Doubts;
import org.lictor.service.InstalledPlugin;
import org.lictor.service.Plugin;
import org.lictor.service.PluginChange;
import org.lictor.service.PluginTrust;
import org.lictor.service.Plugins;
import org.lictor.service.RemoteChange;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.service.TrustPolicy;
import org.lictor.service.TrustedKey;

/** Plug-ins of an installation that is invented. */
final class FakePlugins implements Plugins {

	static final String REPOSITORY = "https://plugins.example/lictor";
	private static final Doubt UNSIGNED = new Doubt(Optional.empty(), List.of("com.example.flex 2.1.0"));

	private final Map<String, InstalledPlugin> installed = new TreeMap<>();
	/** What was asked for. */
	final List<String> asked = new CopyOnWriteArrayList<>();
	/** Opened when a change may go on. */
	volatile Optional<CountDownLatch> gate = Optional.empty();
	volatile RemoteChange remote = RemoteChange.ASK;

	synchronized void reset() {
		installed.clear();
		asked.clear();
		gate = Optional.empty();
		remote = RemoteChange.ASK;
	}

	private static Plugin plugin(String id, String version, String label) {
		return new Plugin(id, version, label, "Example Ltd", REPOSITORY);
	}

	synchronized void has(String id, String version, String label, List<String> types, boolean restart) {
		installed.put(id, new InstalledPlugin(plugin(id, version, label), types, restart));
	}

	@Override
	public synchronized List<InstalledPlugin> installed() {
		return List.copyOf(installed.values());
	}

	@Override
	public List<Plugin> offered(URI repository, Progress progress) throws ServiceException {
		if (!repository.toString().equals(REPOSITORY)) {
			throw new ServiceException(Reason.UNAVAILABLE, "No plug-ins can be read from " + repository + ": there is no such host."
					+ " Check the address, and whether this machine reaches it.");
		}
		return List.of(plugin("com.example.custom", "1.4.0", "Custom XML files"), plugin("com.example.flex", "2.1.0", "FlexNet servers"));
	}

	@Override
	public PluginChange install(String id, URI repository, Doubts doubts, Progress progress) throws ServiceException {
		asked.add("install " + id);
		await(progress);
		if (!doubts.accept(List.of(UNSIGNED))) {
			throw new ServiceException(Reason.FORBIDDEN, "Nothing was changed. " + UNSIGNED.sentence());
		}
		has(id, "2.1.0", "FlexNet servers", List.of("custom"), false);
		return new PluginChange(List.of(installed.get(id).plugin()), List.of(), false);
	}

	private void await(Progress progress) throws ServiceException {
		if (gate.isPresent()) {
			progress.begin("Fetching com.example.flex", 0);
			try {
				while (!gate.get().await(20, TimeUnit.MILLISECONDS)) {
					if (progress.cancelled()) {
						asked.add("called off");
						throw new ServiceException(Reason.CANCELLED, "Called off.");
					}
				}
			} catch (InterruptedException e) {
				throw new IllegalStateException(e);
			}
		}
	}

	@Override
	public synchronized PluginChange update(Optional<String> id, Optional<URI> repository, Doubts doubts, Progress progress) {
		asked.add("update " + id.orElse("all"));
		List<Plugin> came = new ArrayList<>();
		List<Plugin> left = new ArrayList<>();
		for (InstalledPlugin each : installed()) {
			if (id.isEmpty() || id.get().equals(each.plugin().id())) {
				left.add(each.plugin());
				has(each.plugin().id(), "3.0.0", each.plugin().label(), List.of(), true);
				came.add(installed.get(each.plugin().id()).plugin());
			}
		}
		return new PluginChange(came, left, true);
	}

	@Override
	public synchronized PluginChange remove(String id, Progress progress) {
		asked.add("remove " + id);
		return new PluginChange(List.of(), List.of(installed.remove(id).plugin()), false);
	}

	@Override
	public PluginTrust trust() {
		return new PluginTrust(TrustPolicy.ASK, List.of(new TrustedKey(TrustedKey.Kind.OPENPGP, "00FF", "Acme", false)), List.of(), remote);
	}
}
