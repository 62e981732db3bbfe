/** The workbench: application, window, menus and the arrangement of the views. */
package org.lictor.workbench.internal;
