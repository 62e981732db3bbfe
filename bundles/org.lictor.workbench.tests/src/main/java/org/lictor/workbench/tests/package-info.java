package org.lictor.workbench.tests;
