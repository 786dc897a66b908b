/// Every setting declared once: key, type, default, unit, reload or restart, description. The
/// reader of `mailkeep.toml`, its validation, the reference page and the example file all come from
/// the declarations, so none can drift from another. A module declares its settings as constants of
/// a class named `…Settings`; a [org.mailkeep.settings.SettingsCatalogue] collects them; a
/// [org.mailkeep.settings.ConfigurationReader] turns a file into a
/// [org.mailkeep.settings.Configuration] or into every problem that it has.
@NullMarked
package org.mailkeep.settings;

import org.jspecify.annotations.NullMarked;
