package org.lictor.server.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.service.Lictor;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** The application as OSGi starts it, in this process. */
class CommandApplicationTest {

	@TempDir
	private Path folder;

	private record Outcome(Object exit, String out, String err) {
	}

	@Test
	void opensTheFolderItselfWhenNoServerRunsAndGoesToTheServerWhenOneDoes() throws Exception {
		String data = folder.resolve("data").toString();
		assertEquals(new Outcome(0, "Group 'Design' is made. New agents join it by themselves.\n", ""),
				run("groups", "add", "Design", "--data", data));
		try (Lictor served = Connectors.serve(Path.of(data))) {
			assertEquals(0, run("groups", "add", "Review", "--data", data).exit());
			assertEquals(2, served.groups().list().size());
		}
		Outcome list = run("groups", "list", "--format", "json", "--data", data);
		assertTrue(list.out().contains("\"Review\""), list.out());
	}

	@Test
	void aRefusalIsTheSameEitherWay() throws Exception {
		String data = folder.resolve("data").toString();
		Outcome here = run("servers", "show", "Nowhere", "--data", data);
		try (Lictor served = Connectors.serve(Path.of(data))) {
			assertEquals(here, run("servers", "show", "Nowhere", "--data", data));
		}
		assertEquals(1, here.exit());
		assertEquals("", here.out());
	}

	@Test
	void wordsThatAreNotUnderstoodAreExitCodeTwo() throws Exception {
		assertEquals(2, run("frobnicate").exit());
	}

	private static Outcome run(String... words) throws Exception {
		Bundle bundle = Stream.of(FrameworkUtil.getBundle(CommandApplicationTest.class).getBundleContext().getBundles())
				.filter(each -> each.getSymbolicName().equals("org.lictor.server")).findFirst().orElseThrow();
		IApplication application = (IApplication) bundle.loadClass("org.lictor.server.internal.ServerApplication")
				.getConstructor().newInstance();
		PrintStream out = System.out;
		PrintStream err = System.err;
		ByteArrayOutputStream printed = new ByteArrayOutputStream();
		ByteArrayOutputStream complained = new ByteArrayOutputStream();
		try {
			System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
			System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
			Object exit = application.start(new Context(words));
			return new Outcome(exit, printed.toString(StandardCharsets.UTF_8),
					complained.toString(StandardCharsets.UTF_8));
		} finally {
			System.setOut(out);
			System.setErr(err);
		}
	}

	private record Context(String[] words) implements IApplicationContext {

		@Override
		public Map<String, Object> getArguments() {
			return Map.of(IApplicationContext.APPLICATION_ARGS, words);
		}

		@Override
		public void applicationRunning() {
			// nobody waits for a splash screen to go
		}

		@Override
		public String getBrandingApplication() {
			return null;
		}

		@Override
		public String getBrandingName() {
			return null;
		}

		@Override
		public String getBrandingDescription() {
			return null;
		}

		@Override
		public String getBrandingId() {
			return null;
		}

		@Override
		public String getBrandingProperty(String key) {
			return null;
		}

		@Override
		public Bundle getBrandingBundle() {
			return null;
		}

		@Override
		public void setResult(Object result, IApplication application) {
			throw new AssertionError("the result is what start gives back");
		}
	}
}
