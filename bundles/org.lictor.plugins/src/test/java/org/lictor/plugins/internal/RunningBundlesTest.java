package org.lictor.plugins.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.eclipse.osgi.launch.EquinoxFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** In an Equinox of its own. */
class RunningBundlesTest {

	@TempDir
	private Path folder;
	private Framework framework;
	private RunningBundles running;

	@BeforeEach
	void start() throws BundleException {
		framework = new EquinoxFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, folder.resolve("storage").toString()));
		framework.start();
		running = new RunningBundles(framework.getBundleContext());
	}

	@AfterEach
	void stop() throws BundleException, InterruptedException {
		framework.stop();
		framework.waitForStop(0);
	}

	private Bundle install(String name, Map<String, String> headers) throws IOException, BundleException {
		Manifest manifest = new Manifest();
		Attributes attributes = manifest.getMainAttributes();
		attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
		attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
		attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
		attributes.putValue(Constants.BUNDLE_VERSION, "1.0.0");
		headers.forEach(attributes::putValue);
		Path jar = folder.resolve(name + ".jar");
		try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out, manifest)) {
			entries.finish();
		}
		return framework.getBundleContext().installBundle(jar.toUri().toString());
	}

	@Test
	void startsWhatEquinoxLeftOut() throws Exception {
		Map<String, String> lazy = Map.of(Constants.BUNDLE_ACTIVATIONPOLICY, Constants.ACTIVATION_LAZY);
		Bundle left = install("left", lazy);
		left.start(Bundle.START_ACTIVATION_POLICY);
		left.stop(Bundle.STOP_TRANSIENT);
		Bundle stopped = install("stopped", lazy);
		stopped.start(Bundle.START_ACTIVATION_POLICY);
		stopped.stop();
		assertEquals(List.of(Bundle.RESOLVED, Bundle.RESOLVED), List.of(left.getState(), stopped.getState()));

		running.startLeftOut();

		assertEquals(Bundle.STARTING, left.getState(), "it waits until something of it is needed");
		assertEquals(Bundle.RESOLVED, stopped.getState(), "that was meant");
	}

	@Test
	void whatIsNotReadyIsLacking() throws Exception {
		install("unready", Map.of(Constants.IMPORT_PACKAGE, "nobody.has.it"));
		Bundle ready = install("ready", Map.of());
		ready.start();
		List<BundleList.Line> list = List.of(line("unready"), line("ready"), line("absent"));

		assertEquals(List.of(true, false, true), List.of("unready", "ready", "absent").stream()
				.map(name -> running.lacks(Set.of(name + " 1.0.0"), list)).toList());
	}

	private static BundleList.Line line(String name) {
		return new BundleList.Line(name, "1.0.0", "plugins/" + name + "_1.0.0.jar");
	}
}
