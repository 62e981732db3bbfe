package org.lictor.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.Platform;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.about.InstallationPage;
import org.junit.jupiter.api.Test;
import org.lictor.service.PluginTrust;
import org.lictor.service.PluginTrusts;
import org.lictor.service.RemoteChange;
import org.lictor.service.TrustPolicy;
import org.lictor.service.TrustedKey;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

class HelpMenuTest {

	@Test
	void offersInstallingAndUpdating() {
		Menu help = Arrays.stream(Ui.workbench().getMenuBar().getItems()).filter(item -> item.getText().contains("Help")).findAny()
				.map(MenuItem::getMenu).orElseThrow();
		help.notifyListeners(SWT.Show, new Event());

		List<String> texts = Ui.menuTexts(help).stream().map(text -> text.replace("&", "")).toList();
		for (String wanted : List.of("Install New Software", "Check for Updates", "About")) {
			assertTrue(texts.stream().anyMatch(text -> text.startsWith(wanted)), () -> wanted + " is missing in " + texts);
		}
	}

	@Test
	void showsWhatIsShippedUnderWhichLicence() throws IOException, CoreException {
		Path licences = Path.of(new File(Platform.getInstallLocation().getURL().getPath()).getPath()).resolve("licences");
		Shell missing = page();
		assertTrue(Ui.find(Text.class, "licences.text").getText().contains("The licences in " + licences + " cannot be read"));
		missing.dispose();

		Files.createDirectories(licences);
		for (String name : List.of("third-parties.txt", "MIT.txt")) {
			Files.copy(Path.of(System.getProperty("lictor.docs")).resolveSibling("licences").resolve(name), licences.resolve(name),
					StandardCopyOption.REPLACE_EXISTING);
		}
		Shell shell = page();
		assertTrue(Ui.shows(shell, "Version 1."), () -> Ui.texts(shell).toString());
		assertTrue(Ui.find(Text.class, "licences.text").getText().contains("com.google.gson"));
		Combo choice = Ui.find(Combo.class, "licences.choice");
		choice.setText("MIT.txt");
		choice.notifyListeners(SWT.Selection, new Event());
		assertTrue(Ui.find(Text.class, "licences.text").getText().startsWith("MIT License"));
		shell.dispose();
		for (String name : List.of("third-parties.txt", "MIT.txt", "")) {
			Files.delete(licences.resolve(name));
		}
	}

	@Test
	void asksWhatIsDoneWithPluginsThatNobodyTrustedHasSigned() throws CoreException, IOException {
		BundleContext bundle = FrameworkUtil.getBundle(HelpMenuTest.class).getBundleContext();
		List<String> asked = new CopyOnWriteArrayList<>();
		PluginTrusts trusts = (PluginTrusts) Proxy.newProxyInstance(HelpMenuTest.class.getClassLoader(), new Class<?>[] { PluginTrusts.class },
				(proxy, method, words) -> {
					asked.add(method.getName() + (words == null ? "" : " " + words[0]));
					return new PluginTrust(TrustPolicy.ASK, List.of(new TrustedKey(TrustedKey.Kind.OPENPGP, "00FF", "Acme", false)),
							List.of("old.example"), RemoteChange.TRUSTED);
				});
		ServiceRegistration<PluginTrusts> registration = bundle.registerService(PluginTrusts.class, trusts,
				FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, 1)));
		Shell shell = new Shell(Ui.display(), SWT.SHELL_TRIM);
		try {
			IConfigurationElement element = Arrays
					.stream(Platform.getExtensionRegistry().getConfigurationElementsFor("org.eclipse.ui.preferencePages"))
					.filter(each -> "org.lictor.workbench.preferences.plugins".equals(each.getAttribute("id"))).findAny().orElseThrow();
			PreferencePage page = (PreferencePage) element.createExecutableExtension("class");
			((IWorkbenchPreferencePage) page).init(PlatformUI.getWorkbench());
			shell.setLayout(new FillLayout());
			page.createControl(shell);
			shell.setSize(600, 400);
			shell.open();
			Ui.until(() -> "the page: " + Ui.texts(shell) + page.getErrorMessage(), () -> Ui.shows(shell, "One key is trusted"));
			assertTrue(Ui.find(Button.class, "plugins.ask").getSelection());
			Ui.find(Button.class, "plugins.ask").setSelection(false);
			Ui.find(Button.class, "plugins.refuse").setSelection(true);
			Ui.find(Text.class, "plugins.hosts").setText("New.example");
			Ui.screenshot(shell, "preferences-plugins");
			page.performOk();
			Ui.until("the changes", () -> asked.containsAll(List.of("read", "policy REFUSE", "allowHttp new.example", "forbidHttp old.example")));
		} finally {
			shell.dispose();
			registration.unregister();
		}
	}

	/** The page of Help > About > Installation Details. */
	private static Shell page() throws CoreException {
		IConfigurationElement element = Arrays
				.stream(Platform.getExtensionRegistry().getConfigurationElementsFor("org.eclipse.ui.installationPages"))
				.filter(each -> "org.lictor.workbench.licences".equals(each.getAttribute("id"))).findAny().orElseThrow();
		Shell shell = new Shell(Ui.display());
		shell.setLayout(new FillLayout());
		((InstallationPage) element.createExecutableExtension("class")).createControl(shell);
		shell.open();
		return shell;
	}
}
