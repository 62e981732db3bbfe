package org.lictor.plugins.internal;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.equinox.internal.provisional.configurator.Configurator;
import org.eclipse.equinox.p2.core.IProvisioningAgent;
import org.eclipse.equinox.p2.core.IProvisioningAgentProvider;
import org.eclipse.equinox.p2.core.ProvisionException;
import org.eclipse.equinox.p2.engine.IEngine;
import org.eclipse.equinox.p2.engine.IProfile;
import org.eclipse.equinox.p2.engine.IProfileRegistry;
import org.eclipse.equinox.p2.engine.IProvisioningPlan;
import org.eclipse.equinox.p2.engine.ProvisioningContext;
import org.eclipse.equinox.p2.engine.query.IUProfilePropertyQuery;
import org.eclipse.equinox.p2.metadata.IInstallableUnit;
import org.eclipse.equinox.p2.planner.IPlanner;
import org.eclipse.equinox.p2.planner.IProfileChangeRequest;
import org.eclipse.equinox.p2.planner.ProfileInclusionRules;
import org.eclipse.equinox.p2.query.QueryUtil;
import org.eclipse.osgi.service.datalocation.Location;
import org.lictor.model.FileTrouble;
import org.lictor.model.Progress;
import org.lictor.service.Plugin;
import org.lictor.service.PluginChange;
import org.lictor.service.Plugins;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Plug-ins are features that p2 installed as roots, beside the product. */
@Component(service = Plugins.class)
public final class InstalledPlugins implements Plugins {

	private static final String GROUP = ".feature.group";
	/** On a root: the repository it came from. */
	private static final String FROM = "org.lictor.from";
	private static final long LOOK_MILLIS = 2_000;

	private final IProvisioningAgentProvider agents;
	private final Configurator configurator;
	private final RunningBundles running;
	private final Path installation;
	private final String profile;

	/**
	 * @param context      of this bundle
	 * @param agents       make p2 work on any folder
	 * @param configurator has this process take in the list of bundles
	 * @param folder       the installation
	 */
	@Activate
	public InstalledPlugins(BundleContext context, @Reference IProvisioningAgentProvider agents, @Reference Configurator configurator,
			@Reference(target = "(type=osgi.install.area)") Location folder) {
		this.agents = agents;
		this.configurator = configurator;
		this.running = new RunningBundles(context);
		// the framework gives addresses of folders with their blanks as they are
		this.installation = Path.of(new File(folder.getURL().getPath()).getPath());
		this.profile = context.getProperty("eclipse.p2.profile");
	}

	/** What is to become other. */
	private interface Wish {

		/**
		 * @param p2      works on the copy
		 * @param request takes it
		 * @return the repositories that are needed for it; empty optional when there is nothing to do
		 */
		Optional<List<URI>> put(Work p2, IProfileChangeRequest request) throws ServiceException;
	}

	/** p2 at work. */
	private record Work(IProfile profile, Repositories repositories, IProgressMonitor monitor) {

		IInstallableUnit root(String id) throws ServiceException {
			return roots(profile).stream().filter(unit -> unit.getId().equals(unitOf(id))).findAny()
					.orElseThrow(() -> new ServiceException(Reason.NOT_FOUND, "No plug-in '" + pluginOf(id)
							+ "' is installed. 'plugins list' shows those that are."));
		}
	}

	@Override
	public List<Plugin> installed() throws ServiceException {
		if (Files.isWritable(installation)) {
			try {
				NextInstallation.recover(installation);
			} catch (IOException e) {
				throw unwritable(e);
			}
		}
		return aside(agent -> plugins(agent.profile()));
	}

	@Override
	public List<Plugin> offered(URI repository, Progress progress) throws ServiceException {
		progress.begin("Reading " + repository, 0);
		return aside(agent -> new Repositories(agent.agent).offered(repository, monitor(progress)).stream()
				.map(unit -> plugin(unit, repository.toString())).sorted(Comparator.comparing(Plugin::id)).toList());
	}

	/** A question to p2. */
	private interface Question {

		List<Plugin> put(Agent agent) throws ServiceException;
	}

	/** p2 writes where it reads, so that it is asked about a copy: who asks need not be allowed to change the installation. */
	private List<Plugin> aside(Question question) throws ServiceException {
		try {
			Path copy = Files.createTempDirectory("lictor-plugins-");
			try {
				Folders.copy(installation.resolve("p2"), copy.resolve("p2"));
				try (Agent agent = new Agent(copy)) {
					return question.put(agent);
				}
			} finally {
				Folders.delete(copy);
			}
		} catch (IOException e) {
			throw new ServiceException(Reason.UNAVAILABLE, "What is installed in " + installation + " cannot be read: " + FileTrouble.why(e) + ".",
					e);
		}
	}

	@Override
	public PluginChange install(String id, URI repository, Progress progress) throws ServiceException {
		Repositories.check(repository);
		return change("Installing " + pluginOf(id), progress, (p2, request) -> {
			if (roots(p2.profile).stream().anyMatch(unit -> unit.getId().equals(unitOf(id)))) {
				throw new ServiceException(Reason.ALREADY_EXISTS, "The plug-in '" + pluginOf(id)
						+ "' is installed. 'plugins update' looks for a newer version of it.");
			}
			IInstallableUnit unit = p2.repositories.newest(unitOf(id), repository, p2.monitor).stream().findAny()
					.orElseThrow(() -> new ServiceException(Reason.NOT_FOUND, "There is no plug-in '" + pluginOf(id) + "' in " + repository
							+ ". 'plugins list --from " + repository + "' shows what is there."));
			add(unit, repository, request);
			return Optional.of(List.of(repository));
		});
	}

	@Override
	public PluginChange update(Optional<String> id, Optional<URI> repository, Progress progress) throws ServiceException {
		if (repository.isPresent()) {
			Repositories.check(repository.get());
		}
		return change("Looking for newer plug-ins", progress, (p2, request) -> {
			List<IInstallableUnit> wanted = id.isPresent() ? List.of(p2.root(id.get())) : roots(p2.profile);
			List<URI> used = new ArrayList<>();
			for (IInstallableUnit old : wanted) {
				Optional<URI> from = repository.or(() -> Optional.ofNullable(p2.profile.getInstallableUnitProperty(old, FROM)).map(URI::create));
				if (from.isEmpty()) {
					throw new ServiceException(Reason.INVALID,
							"Where the plug-in '" + pluginOf(old.getId()) + "' came from is not known: say --from URL.");
				}
				Optional<IInstallableUnit> newer = p2.repositories.newest(old.getId(), from.get(), p2.monitor).stream()
						.filter(unit -> unit.getVersion().compareTo(old.getVersion()) > 0).findAny();
				if (newer.isPresent()) {
					request.remove(old);
					add(newer.get(), from.get(), request);
					used.add(from.get());
				}
			}
			return used.isEmpty() ? Optional.empty() : Optional.of(used);
		});
	}

	@Override
	public PluginChange remove(String id, Progress progress) throws ServiceException {
		return change("Removing " + pluginOf(id), progress, (p2, request) -> {
			request.remove(p2.root(id));
			return Optional.of(List.of());
		});
	}

	@Override
	public AutoCloseable follow(Consumer<String> news) {
		Following following = new Following(BundleList.of(installation), new Following.Process() {
			@Override
			public boolean needsRestart(List<BundleList.Line> lines) throws IOException {
				return running.needRestart(lines, installation);
			}

			@Override
			public String difference(List<BundleList.Line> lines) {
				return running.difference(lines);
			}

			@Override
			public void apply() throws IOException {
				configurator.applyConfiguration();
			}
		}, news);
		ScheduledExecutorService looks = Executors
				.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("lictor-plugins").factory());
		looks.execute(() -> recover(news));
		looks.scheduleWithFixedDelay(following::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
		return looks::shutdownNow;
	}

	private void recover(Consumer<String> news) {
		try {
			NextInstallation.recover(installation);
		} catch (IOException e) {
			news.accept("A change of plug-ins that was broken off in " + installation + " cannot be finished: " + FileTrouble.why(e)
					+ ". 'plugins list', given by a user who may write there, finishes it.");
		}
	}

	/** Has p2 do it on a copy, and switches to that when all went well. */
	private PluginChange change(String task, Progress progress, Wish wish) throws ServiceException {
		progress.begin(task, 0);
		try (NextInstallation next = NextInstallation.copy(installation).orElseThrow(() -> new ServiceException(Reason.IN_USE,
				"Somebody else is changing the plug-ins in " + installation + ". Try again when that is done."))) {
			PluginChange change = onCopy(next.folder(), progress, wish);
			if (!change.isEmpty()) {
				next.switchOver();
			}
			return change;
		} catch (IOException e) {
			throw unwritable(e);
		}
	}

	private ServiceException unwritable(IOException e) {
		return new ServiceException(Reason.UNAVAILABLE, "The installation in " + installation + " cannot be changed: " + FileTrouble.why(e)
				+ ". Give the command as a user who may write there.", e);
	}

	private PluginChange onCopy(Path copy, Progress progress, Wish wish) throws ServiceException, IOException {
		try (Agent agent = new Agent(copy)) {
			IProgressMonitor monitor = monitor(progress);
			List<Plugin> before = plugins(agent.profile());
			agent.stay(copy);
			IPlanner planner = agent.service(IPlanner.class);
			Work work = new Work(agent.profile(), new Repositories(agent.agent), monitor);
			IProfileChangeRequest request = planner.createChangeRequest(work.profile);
			Optional<List<URI>> from = wish.put(work, request);
			if (from.isEmpty()) {
				return PluginChange.NONE;
			}
			agent.perform(request, from.get(), monitor);
			agent.roam();
			List<Plugin> after = plugins(agent.profile());
			return new PluginChange(after.stream().filter(each -> !before.contains(each)).toList(),
					before.stream().filter(each -> !after.contains(each)).toList(),
					running.needRestart(BundleList.read(BundleList.of(copy)), copy));
		}
	}

	private static void add(IInstallableUnit unit, URI from, IProfileChangeRequest request) {
		request.add(unit);
		request.setInstallableUnitProfileProperty(unit, IProfile.PROP_PROFILE_ROOT_IU, Boolean.TRUE.toString());
		request.setInstallableUnitProfileProperty(unit, FROM, from.toString());
		request.setInstallableUnitInclusionRules(unit, ProfileInclusionRules.createStrictInclusionRule(unit));
	}

	private static List<IInstallableUnit> roots(IProfile profile) {
		return profile.query(new IUProfilePropertyQuery(IProfile.PROP_PROFILE_ROOT_IU, Boolean.TRUE.toString()), new NullProgressMonitor())
				.stream().filter(unit -> !QueryUtil.isProduct(unit)).sorted(Comparator.comparing(IInstallableUnit::getId)).toList();
	}

	private static List<Plugin> plugins(IProfile profile) {
		return roots(profile).stream().map(unit -> plugin(unit, Optional.ofNullable(profile.getInstallableUnitProperty(unit, FROM)).orElse("")))
				.toList();
	}

	private static Plugin plugin(IInstallableUnit unit, String from) {
		return new Plugin(pluginOf(unit.getId()), unit.getVersion().toString(), text(unit, IInstallableUnit.PROP_NAME),
				text(unit, IInstallableUnit.PROP_PROVIDER), from);
	}

	private static String text(IInstallableUnit unit, String property) {
		return Optional.ofNullable(unit.getProperty(property, Locale.getDefault().toString())).orElse("").strip();
	}

	private static String unitOf(String id) {
		return id.endsWith(GROUP) ? id : id + GROUP;
	}

	private static String pluginOf(String id) {
		return id.endsWith(GROUP) ? id.substring(0, id.length() - GROUP.length()) : id;
	}

	private static IProgressMonitor monitor(Progress progress) {
		return new NullProgressMonitor() {
			@Override
			public boolean isCanceled() {
				return progress.cancelled();
			}
		};
	}

	/** p2 on a folder, with its profile. */
	private final class Agent implements AutoCloseable {

		private final IProvisioningAgent agent;

		Agent(Path folder) throws ServiceException {
			try {
				this.agent = agents.createAgent(folder.resolve("p2").toUri());
			} catch (ProvisionException e) {
				throw new ServiceException(Reason.UNAVAILABLE, "What is installed in " + folder + " cannot be read: "
						+ Statuses.words(e.getStatus()), e);
			}
		}

		<T> T service(Class<T> type) {
			return agent.getService(type);
		}

		IProfile profile() throws ServiceException {
			IProfile found = profile == null ? null : service(IProfileRegistry.class).getProfile(profile);
			if (found == null) {
				throw new ServiceException(Reason.UNAVAILABLE, "The installation in " + installation
						+ " does not say what is installed (folder p2). Unpack the archive again to have plug-ins.");
			}
			return found;
		}

		/** Has p2 work on the folder, whatever it was made in. */
		void stay(Path folder) throws ServiceException {
			IProfileChangeRequest request = service(IPlanner.class).createChangeRequest(profile());
			request.setProfileProperty(IProfile.PROP_INSTALL_FOLDER, folder.toString());
			request.setProfileProperty(IProfile.PROP_CACHE, folder.toString());
			request.setProfileProperty(IProfile.PROP_ROAMING, Boolean.FALSE.toString());
			perform(request, List.of(), new NullProgressMonitor());
		}

		/** Has p2 take the folder that it finds itself in from then on. */
		void roam() throws ServiceException {
			IProfileChangeRequest request = service(IPlanner.class).createChangeRequest(profile());
			request.setProfileProperty(IProfile.PROP_INSTALL_FOLDER, installation.toString());
			request.setProfileProperty(IProfile.PROP_CACHE, installation.toString());
			request.setProfileProperty(IProfile.PROP_ROAMING, Boolean.TRUE.toString());
			perform(request, List.of(), new NullProgressMonitor());
		}

		void perform(IProfileChangeRequest request, List<URI> repositories, IProgressMonitor monitor) throws ServiceException {
			ProvisioningContext context = new ProvisioningContext(agent);
			context.setMetadataRepositories(repositories.toArray(URI[]::new));
			context.setArtifactRepositories(repositories.toArray(URI[]::new));
			IProvisioningPlan plan = service(IPlanner.class).getProvisioningPlan(request, context, monitor);
			check(plan.getStatus(), monitor, Reason.INVALID, "This does not fit what is installed. ");
			check(service(IEngine.class).perform(plan, monitor), monitor, Reason.UNAVAILABLE, "Nothing was changed. ");
		}

		private void check(IStatus status, IProgressMonitor monitor, Reason reason, String beginning) throws ServiceException {
			if (monitor.isCanceled()) {
				throw new ServiceException(Reason.CANCELLED, "It was called off, and nothing was changed.");
			}
			if (status.getSeverity() >= IStatus.ERROR) {
				throw new ServiceException(reason, beginning + Statuses.words(status));
			}
		}

		@Override
		public void close() {
			agent.stop();
		}
	}
}
