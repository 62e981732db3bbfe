/** What all views and dialogs share: colours, icons, background work, trouble shown to people. */
package org.lictor.workbench.internal.ui;
