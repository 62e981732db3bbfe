package org.lictor.workbench.internal.servers;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jface.fieldassist.ControlDecoration;
import org.eclipse.jface.fieldassist.FieldDecorationRegistry;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.lictor.service.ServerDefinition;
import org.lictor.spi.Field;
import org.lictor.spi.FieldProblem;
import org.lictor.workbench.internal.ui.Tag;

/**
 * The fields of a server type, made from its schema: a control of the right kind each, with its help and its trouble. Only
 * fields are shown that are meant with what was chosen so far.
 */
final class ConfigurationForm {

	private static final int SPACING = 12;

	/** Has a person sign in. */
	interface SignsIn {

		/**
		 * @param definition as it stands
		 * @return id of the sign-in, empty when nobody signed in
		 */
		Optional<String> open(ServerDefinition definition);
	}

	/** A field as it stands in the form: its name, what something is entered in, and what is around that. */
	private record Row(Field field, Label label, List<Control> controls) {

		void show(boolean meant, boolean needed) {
			// a check box has its name beside it
			label.setText(field.kind() == Field.Kind.BOOLEAN ? "" : field.label() + (needed ? "*:" : ":"));
			visible(label, meant);
			controls.forEach(control -> visible(control, meant));
		}
	}

	private final Composite form;
	private final Draft draft;
	private final boolean browse;
	private final SignsIn signIn;
	private final Runnable changed;
	private final Label help;
	private final List<Row> rows = new ArrayList<>();
	private final Map<String, Control> controls = new HashMap<>();
	private final Map<String, ControlDecoration> marks = new HashMap<>();
	private List<Field> meantBefore = List.of();
	private List<Field> neededBefore = List.of();

	/**
	 * @param parent  of the form
	 * @param draft   filled from what is entered
	 * @param browse  whether files of this machine are those of the machine that monitors
	 * @param signIn  has a person sign in with the browser
	 * @param help    where the field that has the focus is explained
	 * @param changed run after each change; other fields may be shown then, and the form may have another height
	 */
	ConfigurationForm(Composite parent, Draft draft, boolean browse, SignsIn signIn, Label help, Runnable changed) {
		this.draft = draft;
		this.help = help;
		this.browse = browse;
		this.signIn = signIn;
		this.changed = changed;
		form = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(3, false);
		layout.horizontalSpacing = SPACING;
		layout.marginWidth = 0;
		form.setLayout(layout);
		name();
		draft.type().schema().fields().forEach(this::field);
		if (draft.kind() == Draft.Kind.SERVER) {
			enabled();
		}
		showMeant();
	}

	Control control() {
		return form;
	}

	private void name() {
		label("&Name*:");
		Text text = add(Draft.NAME, "server.name", new Text(form, SWT.BORDER), "How this " + draft.kind().word() + " is called in all views and reports.");
		text.setText(draft.name());
		text.setEnabled(draft.isNew());
		text.addListener(SWT.Modify, event -> {
			draft.name(text.getText());
			changed.run();
		});
		fill(text, 2);
	}

	private void enabled() {
		label("");
		Button check = Tag.name(new Button(form, SWT.CHECK), "server.enabled");
		check.setText("&Monitor this server");
		check.setSelection(draft.enabled());
		check.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
		explained(check, "Switched off, nothing is asked and no agent watches for it; what was collected stays.");
		check.addListener(SWT.Selection, event -> {
			draft.enabled(check.getSelection());
			changed.run();
		});
	}

	private void field(Field field) {
		Label label = label("");
		List<Control> made = switch (field.kind()) {
		case BOOLEAN -> flag(field);
		case CHOICE -> choice(field);
		case TIME_ZONE -> List.of(zone(field));
		case FILE, FOLDER -> path(field);
		case SECRET -> field.bySignIn() ? signIn(field) : List.of(secret(field));
		case TEXT, INTEGER, DURATION, URL -> List.of(fill(text(field, SWT.BORDER), 2));
		};
		rows.add(new Row(field, label, made));
	}

	private Control secret(Field field) {
		Text text = text(field, SWT.BORDER | SWT.PASSWORD);
		if (draft.keepsSecret(field)) {
			text.setMessage("unchanged");
		}
		return fill(text, 2);
	}

	/** What is left of a sign-in is never typed: a person signs in, and sees whether it was done. */
	private List<Control> signIn(Field field) {
		Composite row = new Composite(form, SWT.NONE);
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = 0;
		layout.marginHeight = 0;
		layout.horizontalSpacing = SPACING;
		row.setLayout(layout);
		Button button = add(field.key(), "server.field." + field.key(), new Button(row, SWT.PUSH), field.help());
		button.setText("Sign &in with the Browser...");
		Label state = Tag.style(Tag.name(new Label(row, SWT.NONE), "server.signed-in"), "LictorMuted");
		state.setText(draft.keepsSecret(field) ? "Signed in already." : "Nobody signed in yet.");
		state.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		button.addListener(SWT.Selection, event -> signIn.open(draft.definition()).ifPresent(id -> {
			draft.signedIn(id);
			state.setText("Signed in. Finish saves it.");
			changed.run();
		}));
		return List.of(fill(row, 2));
	}

	private List<Control> path(Field field) {
		Text text = text(field, SWT.BORDER);
		fill(text, browse ? 1 : 2);
		return browse ? List.of(text, browse(field, text)) : List.of(text);
	}

	private Text text(Field field, int style) {
		Text text = add(field.key(), "server.field." + field.key(), new Text(form, style), field.help());
		if (field.kind() != Field.Kind.SECRET) {
			text.setText(draft.value(field));
		}
		text.addListener(SWT.Modify, event -> entered(field, text.getText()));
		return text;
	}

	private Control zone(Field field) {
		Combo combo = add(field.key(), "server.field." + field.key(), new Combo(form, SWT.NONE), field.help());
		ZoneId.getAvailableZoneIds().stream().sorted().forEach(combo::add);
		combo.setText(draft.value(field));
		combo.addListener(SWT.Modify, event -> entered(field, combo.getText()));
		return fill(combo, 2);
	}

	/** People see what the choices are called, and what the one that is chosen means. */
	private List<Control> choice(Field field) {
		Combo combo = add(field.key(), "server.field." + field.key(), new Combo(form, SWT.READ_ONLY), field.help());
		List<String> values = new ArrayList<>(field.choices());
		if (!field.required() && field.defaultValue().isEmpty()) {
			values.addFirst("");
		}
		values.forEach(value -> combo.add(field.choice(value).label()));
		combo.select(values.indexOf(draft.value(field)));
		fill(combo, 2);
		if (field.explained().isEmpty()) {
			combo.addListener(SWT.Modify, event -> entered(field, chosen(combo, values)));
			return List.of(combo);
		}
		Label indent = label("");
		Label explanation = Tag.style(Tag.name(new Label(form, SWT.WRAP), "server.explanation." + field.key()), "LictorMuted");
		fill(explanation, 2);
		explanation.setText(field.choice(draft.value(field)).explanation());
		combo.addListener(SWT.Modify, event -> {
			explanation.setText(field.choice(chosen(combo, values)).explanation());
			entered(field, chosen(combo, values));
		});
		return List.of(combo, indent, explanation);
	}

	private static String chosen(Combo combo, List<String> values) {
		int index = combo.getSelectionIndex();
		return index < 0 ? "" : values.get(index);
	}

	private List<Control> flag(Field field) {
		Button check = add(field.key(), "server.field." + field.key(), new Button(form, SWT.CHECK), field.help());
		check.setText(field.label());
		check.setSelection(Boolean.parseBoolean(draft.value(field)));
		check.addListener(SWT.Selection, event -> entered(field, Boolean.toString(check.getSelection())));
		return List.of(fill(check, 2));
	}

	private Control browse(Field field, Text text) {
		Button button = new Button(form, SWT.PUSH);
		button.setText("Browse...");
		button.addListener(SWT.Selection, event -> {
			String path;
			if (field.kind() == Field.Kind.FOLDER) {
				DirectoryDialog dialog = new DirectoryDialog(form.getShell());
				dialog.setFilterPath(text.getText());
				path = dialog.open();
			} else {
				FileDialog dialog = new FileDialog(form.getShell(), SWT.OPEN);
				dialog.setFileName(text.getText());
				path = dialog.open();
			}
			if (path != null) {
				text.setText(path);
			}
		});
		return button;
	}

	private void entered(Field field, String value) {
		draft.enter(field, value);
		showMeant();
		changed.run();
	}

	/** Shows the fields that are meant with what was entered, and no others. */
	private void showMeant() {
		List<Field> meant = rows.stream().map(Row::field).filter(draft::isMeant).toList();
		List<Field> needed = meant.stream().filter(draft::isNeeded).toList();
		if (!meant.equals(meantBefore) || !needed.equals(neededBefore)) {
			rows.forEach(row -> row.show(meant.contains(row.field()), needed.contains(row.field())));
			meantBefore = meant;
			neededBefore = needed;
		}
		form.layout(true, true);
	}

	private static void visible(Control control, boolean visible) {
		if (control.getLayoutData() == null) {
			control.setLayoutData(new GridData());
		}
		((GridData) control.getLayoutData()).exclude = !visible;
		control.setVisible(visible);
	}

	private Label label(String text) {
		Label label = new Label(form, SWT.NONE);
		label.setText(text);
		return label;
	}

	private <C extends Control> C add(String key, String name, C control, String explanation) {
		Tag.name(control, name);
		controls.put(key, control);
		ControlDecoration mark = new ControlDecoration(control, SWT.LEFT | SWT.TOP);
		mark.setImage(FieldDecorationRegistry.getDefault().getFieldDecoration(FieldDecorationRegistry.DEC_ERROR).getImage());
		mark.hide();
		marks.put(key, mark);
		explained(control, explanation);
		return control;
	}

	private void explained(Control control, String explanation) {
		control.setToolTipText(explanation);
		control.addListener(SWT.FocusIn, event -> help.setText(explanation));
	}

	private static Control fill(Control control, int columns) {
		GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false, columns, 1);
		data.widthHint = 260;
		control.setLayoutData(data);
		return control;
	}

	/**
	 * Marks the fields at fault that are shown, and no other.
	 *
	 * @param problems by key of the field
	 */
	void mark(List<FieldProblem> problems) {
		marks.values().forEach(ControlDecoration::hide);
		for (FieldProblem problem : problems) {
			ControlDecoration mark = marks.get(problem.key());
			if (mark != null && !mark.isVisible() && isShown(problem.key())) {
				mark.setDescriptionText(problem.message());
				mark.show();
			}
		}
	}

	/** @return whether a field is marked as at fault */
	boolean marked(String key) {
		return marks.containsKey(key) && marks.get(key).isVisible();
	}

	private boolean isShown(String key) {
		Control control = controls.get(key);
		while (control != null && control != form && control.getVisible()) {
			control = control.getParent();
		}
		return control == form;
	}

	/** Puts the focus into a field, or into the first when there is none of that key in sight. */
	void focus(String key) {
		controls.get(isShown(key) ? key : Draft.NAME).setFocus();
	}

	/** Puts the focus where typing begins: the name of a new server, else its first field. */
	void focusFirst() {
		draft.type().schema().fields().stream().findFirst().filter(field -> !draft.isNew())
				.ifPresentOrElse(field -> focus(field.key()), () -> focus(Draft.NAME));
	}
}
