package org.lictor.workbench.internal.views;

import java.util.Optional;

import org.eclipse.e4.core.di.extensions.Service;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.eclipse.e4.ui.workbench.modeling.IPartListener;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.lictor.service.Lictor;
import org.lictor.workbench.internal.connection.ConnectJob;
import org.lictor.workbench.internal.connection.Connection;
import org.lictor.workbench.internal.grid.GridSpec;
import org.lictor.workbench.internal.grid.HintPage;
import org.lictor.workbench.internal.ui.Tag;
import org.lictor.workbench.internal.ui.UiThread;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;

/**
 * A view that needs the connection: while there is none it says what is being done or what went wrong. The workbench makes
 * it, fills it and calls it on the UI thread.
 */
public abstract class ConnectedView {

	@Inject
	@Service
	private Connection connection;

	@Inject
	private MPart part;

	@Inject
	private EPartService parts;

	private final StackLayout stack = new StackLayout();
	private final IPartListener visibility = new Visibility();
	private Composite root;
	private HintPage page;
	private Control content;
	private Connection.Subscription subscription;
	private Optional<Lictor> shown = Optional.empty();

	/**
	 * Makes the widgets.
	 *
	 * @param parent given by the workbench
	 */
	@PostConstruct
	void create(Composite parent) {
		root = Tag.name(new Composite(parent, SWT.NONE), part.getElementId());
		root.setLayout(stack);
		page = new HintPage(root, part.getElementId() + ".connection");
		content = createContent(root);
		parts.addPartListener(visibility);
		subscription = connection.subscribe(state -> UiThread.later(root, () -> follow(connection.state())));
		follow(connection.state());
	}

	/** Releases what does not go with the widgets. */
	@PreDestroy
	void destroy() {
		subscription.close();
		parts.removePartListener(visibility);
		if (shown.isPresent()) {
			shown = Optional.empty();
			disconnected();
		}
	}

	/** Puts the focus where it is of use. */
	@Focus
	void focus() {
		if (stack.topControl == content) {
			focusContent();
		} else {
			page.control().setFocus();
		}
	}

	private void follow(Connection.State state) {
		Optional<Lictor> now = state instanceof Connection.State.Open open ? Optional.of(open.lictor()) : Optional.empty();
		boolean other = shown.isPresent() && (now.isEmpty() || now.get() != shown.get());
		if (other) {
			shown = Optional.empty();
			disconnected();
		}
		if (now.isPresent() && shown.isEmpty()) {
			shown = now;
			connected(now.get());
		}
		switch (state) {
		case Connection.State.Closed closed -> say(GridSpec.Hint.of("Not connected", "Lictor is being started."));
		case Connection.State.Opening opening -> say(GridSpec.Hint.of(opening.task() + "...", opening.place()));
		case Connection.State.Failed failed -> say(new GridSpec.Hint("Lictor could not be opened", failed.message(),
				"&Try Again", () -> ConnectJob.again(connection)));
		case Connection.State.Open open -> top(content);
		}
	}

	private void say(GridSpec.Hint hint) {
		page.show(hint);
		top(page.control());
	}

	private void top(Control control) {
		if (stack.topControl != control) {
			stack.topControl = control;
			root.layout();
		}
	}

	/** @return what answers, empty while there is no connection */
	protected final Optional<Lictor> lictor() {
		return shown;
	}

	/** @return the control around everything */
	protected final Composite root() {
		return root;
	}

	/** @return what the workbench knows of this view */
	protected final MPart part() {
		return part;
	}

	/**
	 * Makes what is shown while there is a connection.
	 *
	 * @param parent of it
	 * @return it
	 */
	protected abstract Control createContent(Composite parent);

	/**
	 * There is a connection now.
	 *
	 * @param lictor what answers
	 */
	protected abstract void connected(Lictor lictor);

	/** The connection is gone: nothing may be asked any more. */
	protected abstract void disconnected();

	/** Puts the focus where it is of use while there is a connection. */
	protected abstract void focusContent();

	/**
	 * Somebody can see this view now, or not any more.
	 *
	 * @param visible whether somebody can
	 */
	protected void visible(boolean visible) {
		// most views do not care
	}

	private final class Visibility implements IPartListener {

		@Override
		public void partVisible(MPart seen) {
			if (seen == part) {
				visible(true);
			}
		}

		@Override
		public void partHidden(MPart hidden) {
			if (hidden == part) {
				visible(false);
			}
		}

		@Override
		public void partActivated(MPart activated) {
			// seen or not is all that counts
		}

		@Override
		public void partDeactivated(MPart deactivated) {
			// seen or not is all that counts
		}

		@Override
		public void partBroughtToTop(MPart top) {
			// seen or not is all that counts
		}
	}
}
