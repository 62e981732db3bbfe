package org.lictor.workbench.internal.preferences;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.lictor.service.PluginTrust;
import org.lictor.service.PluginTrusts;
import org.lictor.service.ServiceException;
import org.lictor.service.TrustPolicy;
import org.lictor.workbench.internal.ui.Tag;
import org.lictor.workbench.internal.ui.Work;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** Asks what is done with plug-ins that nobody trusted has signed, and which hosts need no encryption. */
public final class PluginsPreferencePage extends PreferencePage implements IWorkbenchPreferencePage {

	private final Map<TrustPolicy, Button> policies = new TreeMap<>();
	private Text hosts;
	private Label keys;
	private Optional<PluginTrust> before = Optional.empty();

	@Override
	public void init(IWorkbench workbench) {
		noDefaultAndApplyButton();
	}

	@Override
	protected Control createContents(Composite parent) {
		Composite page = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = 0;
		page.setLayout(layout);
		Group group = new Group(page, SWT.NONE);
		group.setText("Plug-ins that none of the trusted keys has signed");
		group.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
		group.setLayout(new GridLayout());
		policy(group, TrustPolicy.REFUSE, "are &not installed");
		policy(group, TrustPolicy.ASK, "are installed when I say so, each &time");
		policy(group, TrustPolicy.ALLOW, "are &installed");
		keys = text(page, "");
		new Label(page, SWT.NONE).setText("&Hosts that are read from without encryption:");
		hosts = Tag.name(new Text(page, SWT.BORDER), "plugins.hosts");
		hosts.setMessage("none; names with blanks between them");
		hosts.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		text(page, "A signature that does not fit and a file that was changed on the way are refused always. This holds for the "
				+ "installation of this workbench; a server elsewhere has its own, see 'plugins trust' there.");
		enable(false);
		trusts().ifPresentOrElse(found -> Work.start("Reading whom this installation trusts", page, progress -> found.read(), this::show,
				trouble -> setErrorMessage(trouble.getMessage())), () -> setErrorMessage("This installation can have no plug-ins."));
		return page;
	}

	private void policy(Group group, TrustPolicy policy, String text) {
		Button button = Tag.name(new Button(group, SWT.RADIO), "plugins." + policy.name().toLowerCase(Locale.ROOT));
		button.setText(text);
		policies.put(policy, button);
	}

	private static Label text(Composite page, String text) {
		Label label = new Label(page, SWT.WRAP);
		label.setText(text);
		GridData wrapped = new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1);
		wrapped.widthHint = 380;
		label.setLayoutData(wrapped);
		return label;
	}

	private void enable(boolean enabled) {
		policies.values().forEach(button -> button.setEnabled(enabled));
		hosts.setEnabled(enabled);
	}

	private void show(PluginTrust trust) {
		before = Optional.of(trust);
		policies.forEach((policy, button) -> button.setSelection(policy == trust.policy()));
		hosts.setText(String.join(" ", trust.httpHosts()));
		int count = trust.keys().size();
		keys.setText((count == 0 ? "No key is trusted." : count == 1 ? "One key is trusted." : count + " keys are trusted.")
				+ " Keys are added and removed under Install/Update > Trust.");
		enable(true);
		keys.getParent().layout();
	}

	@Override
	public boolean performOk() {
		if (before.isEmpty()) {
			return true;
		}
		PluginTrust old = before.get();
		TrustPolicy policy = policies.entrySet().stream().filter(each -> each.getValue().getSelection()).map(Map.Entry::getKey).findAny()
				.orElse(old.policy());
		List<String> wanted = Stream.of(hosts.getText().strip().toLowerCase(Locale.ROOT).split("[\\s,]+")).filter(host -> !host.isEmpty()).distinct()
				.toList();
		PluginTrusts trusts = trusts().orElseThrow();
		// the page is gone when it is done, its window is not
		Work.start("Saving whom this installation trusts", getShell().getParent() == null ? getShell() : getShell().getParent(), progress -> {
			save(trusts, old, policy, wanted);
			return true;
		}, done -> {
		});
		return true;
	}

	private static void save(PluginTrusts trusts, PluginTrust old, TrustPolicy policy, List<String> hosts) throws ServiceException {
		if (policy != old.policy()) {
			trusts.policy(policy);
		}
		for (String host : hosts) {
			if (!old.httpHosts().contains(host)) {
				trusts.allowHttp(host);
			}
		}
		for (String host : old.httpHosts()) {
			if (!hosts.contains(host)) {
				trusts.forbidHttp(host);
			}
		}
	}

	private static Optional<PluginTrusts> trusts() {
		BundleContext bundle = FrameworkUtil.getBundle(PluginsPreferencePage.class).getBundleContext();
		return Optional.ofNullable(bundle.getServiceReference(PluginTrusts.class)).map((ServiceReference<PluginTrusts> found) -> bundle.getService(found));
	}
}
