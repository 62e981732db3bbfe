package org.lictor.plugins.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.equinox.internal.p2.metadata.IRequiredCapability;
import org.eclipse.equinox.internal.provisional.configurator.Configurator;
import org.eclipse.equinox.p2.engine.IProfile;
import org.eclipse.equinox.p2.engine.query.IUProfilePropertyQuery;
import org.eclipse.equinox.p2.metadata.IInstallableUnit;
import org.eclipse.equinox.p2.metadata.IRequirement;
import org.eclipse.equinox.p2.planner.IProfileChangeRequest;
import org.eclipse.equinox.p2.planner.ProfileInclusionRules;
import org.eclipse.equinox.p2.query.QueryUtil;
import org.lictor.model.Diagnostic;
import org.lictor.model.FileTrouble;
import org.lictor.model.Place;
import org.lictor.model.Progress;
import org.lictor.service.Doubts;
import org.lictor.service.InstalledPlugin;
import org.lictor.service.OwnInstallation;
import org.lictor.service.Plugin;
import org.lictor.service.PluginChange;
import org.lictor.service.PluginTrust;
import org.lictor.service.PluginTrusts;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.service.TrustPolicy;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Plug-ins are features that p2 installed as roots, beside the product. */
@Component(service = OwnInstallation.class)
public final class InstalledPlugins implements OwnInstallation {

	private static final String GROUP = ".feature.group";
	/** On a root: the repository it came from. */
	private static final String FROM = "org.lictor.from";
	private static final long LOOK_MILLIS = 2_000;
	/** Equinox itself gives up on most of what hangs within ten seconds. */
	private static final Duration LIMIT = Duration.ofSeconds(60);

	private final Installation installation;
	private final Configurator configurator;
	private final PluginTrusts trusts;
	private final RunningBundles running;
	private final Following following;
	private final List<Consumer<Diagnostic>> followers = new CopyOnWriteArrayList<>();
	/** Those for the followers, while there are any. */
	private Optional<ScheduledExecutorService> looks = Optional.empty();

	/**
	 * @param context      of this bundle
	 * @param installation that is read and changed
	 * @param configurator has this process take in the list of bundles
	 * @param trusts       whom the installation trusts
	 */
	@Activate
	public InstalledPlugins(BundleContext context, @Reference Installation installation, @Reference Configurator configurator,
			@Reference PluginTrusts trusts) {
		this.installation = installation;
		this.configurator = configurator;
		this.trusts = trusts;
		this.running = new RunningBundles(context);
		this.following = new Following(BundleList.of(installation.folder()), new Own(), this::tell, LIMIT);
	}

	/** What is to become other. */
	private interface Wish {

		/**
		 * @param work    on the copy
		 * @param request takes it
		 * @return the repositories that are needed for it; empty optional when there is nothing to do
		 */
		Optional<List<URI>> put(Work work, IProfileChangeRequest request) throws ServiceException;
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
	public List<InstalledPlugin> installed() throws ServiceException {
		return installation.read((p2, copy) -> {
			IProfile profile = p2.profile();
			List<BundleList.Line> list = BundleList.read(BundleList.of(installation.folder()));
			boolean late = following.isLate();
			boolean restart = late || running.needRestart(list, installation.folder());
			List<InstalledPlugin> installed = new ArrayList<>();
			for (IInstallableUnit root : roots(profile)) {
				Set<String> brought = brought(root, profile);
				installed.add(new InstalledPlugin(plugin(root, profile), running.types(brought), restart && running.lacks(brought, list)));
			}
			return installed;
		});
	}

	/** What a feature and those in it bring: p2 wants it in exactly one version, and what it only needs in any that fits. */
	private static Set<String> brought(IInstallableUnit feature, IProfile profile) {
		Set<IInstallableUnit> found = new LinkedHashSet<>();
		Deque<IInstallableUnit> next = new ArrayDeque<>(List.of(feature));
		while (!next.isEmpty()) {
			IInstallableUnit unit = next.remove();
			if (found.add(unit)) {
				unit.getRequirements().stream().filter(InstalledPlugins::isExact).forEach(requirement -> profile
						.query(QueryUtil.createMatchQuery(requirement.getMatches()), new NullProgressMonitor()).forEach(next::add));
			}
		}
		return found.stream().map(unit -> unit.getId() + " " + unit.getVersion()).collect(Collectors.toSet());
	}

	private static boolean isExact(IRequirement requirement) {
		return requirement instanceof IRequiredCapability capability && capability.getNamespace().equals(IInstallableUnit.NAMESPACE_IU_ID)
				&& capability.getRange().getMinimum().equals(capability.getRange().getMaximum());
	}

	@Override
	public PluginTrust trust() throws ServiceException {
		return trusts.read();
	}

	@Override
	public List<Plugin> offered(URI repository, Progress progress) throws ServiceException {
		String task = "Reading " + repository;
		progress.begin(task, 0);
		return installation.read((p2, copy) -> guarded(p2, p2.trust().httpHosts(), new TrustCheck(TrustPolicy.REFUSE, Doubts.REFUSED))
				.offered(repository, new P2Progress(task, progress)).stream().map(unit -> plugin(unit, repository.toString()))
				.sorted(Comparator.comparing(Plugin::id)).toList());
	}

	private static Repositories guarded(P2 p2, Set<String> httpHosts, TrustCheck check) {
		p2.guard(check, httpHosts);
		return new Repositories(p2.agent(), httpHosts);
	}

	@Override
	public PluginChange install(String id, URI repository, Doubts doubts, Progress progress) throws ServiceException {
		return change("Installing " + pluginOf(id), doubts, progress, (work, request) -> {
			if (roots(work.profile).stream().anyMatch(unit -> unit.getId().equals(unitOf(id)))) {
				throw new ServiceException(Reason.ALREADY_EXISTS, "The plug-in '" + pluginOf(id)
						+ "' is installed. 'plugins update' looks for a newer version of it.");
			}
			IInstallableUnit unit = work.repositories.newest(unitOf(id), repository, work.monitor).stream().findAny()
					.orElseThrow(() -> new ServiceException(Reason.NOT_FOUND, "There is no plug-in '" + pluginOf(id) + "' in " + repository
							+ ". 'plugins list --from " + repository + "' shows what is there."));
			add(unit, repository, request);
			return Optional.of(List.of(repository));
		});
	}

	@Override
	public PluginChange update(Optional<String> id, Optional<URI> repository, Doubts doubts, Progress progress) throws ServiceException {
		return change("Looking for newer plug-ins", doubts, progress, (work, request) -> {
			List<IInstallableUnit> wanted = id.isPresent() ? List.of(work.root(id.get())) : roots(work.profile);
			List<URI> used = new ArrayList<>();
			for (IInstallableUnit old : wanted) {
				Optional<URI> from = repository.or(() -> Optional.ofNullable(work.profile.getInstallableUnitProperty(old, FROM)).map(URI::create));
				if (from.isEmpty()) {
					throw new ServiceException(Reason.INVALID,
							"Where the plug-in '" + pluginOf(old.getId()) + "' came from is not known: say --from URL.");
				}
				Optional<IInstallableUnit> newer = work.repositories.newest(old.getId(), from.get(), work.monitor).stream()
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
	public PluginChange updateProduct(URI repository, Doubts doubts, Progress progress) throws ServiceException {
		return change("Looking for a newer version", doubts, progress, (work, request) -> {
			boolean any = false;
			for (IInstallableUnit old : allRoots(work.profile)) {
				Optional<IInstallableUnit> offered = work.repositories.newest(old.getId(), repository, work.monitor).stream().findAny();
				if (offered.isEmpty() && QueryUtil.isProduct(old)) {
					throw new ServiceException(Reason.NOT_FOUND, "There is no " + old.getId() + " in " + repository
							+ ". Give the p2 repository of a release of Lictor.");
				}
				if (offered.isPresent() && offered.get().getVersion().compareTo(old.getVersion()) > 0) {
					request.remove(old);
					add(offered.get(), repository, request);
					any = true;
				}
			}
			return any ? Optional.of(List.of(repository)) : Optional.empty();
		});
	}

	@Override
	public PluginChange remove(String id, Progress progress) throws ServiceException {
		return change("Removing " + pluginOf(id), Doubts.REFUSED, progress, (work, request) -> {
			request.remove(work.root(id));
			return Optional.of(List.of());
		});
	}

	@Override
	public AutoCloseable follow(Consumer<Diagnostic> news) {
		followers.add(news);
		synchronized (this) {
			if (looks.isEmpty()) {
				ScheduledExecutorService thread = Executors
						.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("lictor-plugins").factory());
				thread.execute(this::recover);
				thread.scheduleWithFixedDelay(following::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
				looks = Optional.of(thread);
			}
		}
		return () -> forget(news);
	}

	private synchronized void forget(Consumer<Diagnostic> news) {
		followers.remove(news);
		if (followers.isEmpty()) {
			looks.ifPresent(ScheduledExecutorService::shutdownNow);
			looks = Optional.empty();
		}
	}

	private void tell(Diagnostic news) {
		followers.forEach(follower -> follower.accept(news));
	}

	/** This process, which takes in what its installation becomes. */
	private final class Own implements Following.Process {

		@Override
		public boolean needsRestart(List<BundleList.Line> lines) throws IOException {
			return running.needRestart(lines, installation.folder());
		}

		@Override
		public String difference(List<BundleList.Line> lines) {
			return running.difference(lines);
		}

		@Override
		public void apply() throws IOException {
			configurator.applyConfiguration();
			running.startLeftOut();
		}

		@Override
		public List<String> stopping() {
			return running.stopping();
		}
	}

	private void recover() {
		try {
			NextInstallation.recover(installation.folder());
		} catch (IOException e) {
			tell(Diagnostic.error("A change of plug-ins that was broken off in " + installation.folder() + " cannot be finished: "
					+ FileTrouble.why(e) + ". 'plugins list', given by a user who may write there, finishes it.", Place.NOWHERE));
		}
	}

	/** Has p2 do it on a copy, and switches to that when all went well. */
	private PluginChange change(String task, Doubts doubts, Progress progress, Wish wish) throws ServiceException {
		progress.begin(task, 0);
		IProgressMonitor monitor = new P2Progress(task, progress);
		return installation.change((p2, copy) -> {
			List<Plugin> before = plugins(p2.profile(), allRoots(p2.profile()));
			TrustPreferences trust = p2.trust();
			TrustCheck check = new TrustCheck(trust.policy(), doubts);
			Repositories repositories = guarded(p2, trust.httpHosts(), check);
			p2.stay(copy);
			Work work = new Work(p2.profile(), repositories, monitor);
			IProfileChangeRequest request = p2.request();
			Optional<List<URI>> from = wish.put(work, request);
			if (from.isEmpty()) {
				return PluginChange.NONE;
			}
			try {
				p2.perform(request, from.get(), monitor);
			} catch (ServiceException e) {
				check.passed();
				throw e;
			}
			p2.roam();
			List<Plugin> after = plugins(p2.profile(), allRoots(p2.profile()));
			// it describes what the archive held
			Files.deleteIfExists(copy.resolve("sbom.cdx.json"));
			return new PluginChange(after.stream().filter(each -> !before.contains(each)).toList(),
					before.stream().filter(each -> !after.contains(each)).toList(),
					following.isLate() || running.needRestart(BundleList.read(BundleList.of(copy)), copy));
		}, change -> !change.isEmpty());
	}

	private static void add(IInstallableUnit unit, URI from, IProfileChangeRequest request) {
		request.add(unit);
		request.setInstallableUnitProfileProperty(unit, IProfile.PROP_PROFILE_ROOT_IU, Boolean.TRUE.toString());
		request.setInstallableUnitProfileProperty(unit, FROM, from.toString());
		request.setInstallableUnitInclusionRules(unit, ProfileInclusionRules.createStrictInclusionRule(unit));
	}

	/** Lictor itself too. */
	private static List<IInstallableUnit> allRoots(IProfile profile) {
		return profile.query(new IUProfilePropertyQuery(IProfile.PROP_PROFILE_ROOT_IU, Boolean.TRUE.toString()), new NullProgressMonitor())
				.stream().sorted(Comparator.comparing(IInstallableUnit::getId)).toList();
	}

	private static List<IInstallableUnit> roots(IProfile profile) {
		return allRoots(profile).stream().filter(unit -> !QueryUtil.isProduct(unit)).toList();
	}

	private static List<Plugin> plugins(IProfile profile, List<IInstallableUnit> roots) {
		return roots.stream().map(unit -> plugin(unit, profile)).toList();
	}

	private static Plugin plugin(IInstallableUnit root, IProfile profile) {
		return plugin(root, Optional.ofNullable(profile.getInstallableUnitProperty(root, FROM)).orElse(""));
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
}
