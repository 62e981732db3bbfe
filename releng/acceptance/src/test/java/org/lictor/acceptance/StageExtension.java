package org.lictor.acceptance;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** A stage for the tests of a class, closed when the class is through. */
final class StageExtension extends Stage implements BeforeAllCallback, AfterAllCallback, TestExecutionExceptionHandler,
		LifecycleMethodExecutionExceptionHandler {

	@Override
	public void beforeAll(ExtensionContext context) {
		open(context.getRequiredTestClass().getSimpleName());
	}

	@Override
	public void handleTestExecutionException(ExtensionContext context, Throwable throwable) throws Throwable {
		fail();
		throw throwable;
	}

	@Override
	public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable throwable) throws Throwable {
		fail();
		throw throwable;
	}

	@Override
	public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable throwable) throws Throwable {
		fail();
		throw throwable;
	}

	@Override
	public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable throwable) throws Throwable {
		fail();
		throw throwable;
	}

	@Override
	public void afterAll(ExtensionContext context) throws Exception {
		close();
	}
}
