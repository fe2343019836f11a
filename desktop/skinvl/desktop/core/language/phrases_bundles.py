"""Why a model bundle is refused."""

from __future__ import annotations

from skinvl.desktop.core.language.voice import QT_TRANSLATE_NOOP

CONTEXT = "BundlePhrases"
PHRASES = (
    QT_TRANSLATE_NOOP("BundlePhrases", "holds no model: no .skinvl file and no bundle folder"),
    QT_TRANSLATE_NOOP("BundlePhrases", "holds several models ({names}); choose one of them"),
    QT_TRANSLATE_NOOP(
        "BundlePhrases",
        "made under another contract (expected {expected}, found {found}); make it again with "
        "this version of SkinVL",
    ),
    QT_TRANSLATE_NOOP(
        "BundlePhrases",
        "{file}: made under another contract (expected {expected}, found {found}); make it "
        "again with this version of SkinVL",
    ),
    QT_TRANSLATE_NOOP("BundlePhrases", "not JSON ({error})"),
    QT_TRANSLATE_NOOP("BundlePhrases", "nested too deeply"),
    QT_TRANSLATE_NOOP(
        "BundlePhrases",
        "schema version {version}: made by an older SkinVL; export the checkpoint again, or "
        "get a newer bundle",
    ),
    QT_TRANSLATE_NOOP("BundlePhrases", "schema version {version}; this SkinVL reads {known}"),
    QT_TRANSLATE_NOOP("BundlePhrases", "{name} has {size} bytes where at most {limit} are read"),
    QT_TRANSLATE_NOOP("BundlePhrases", "{name} has {size} bytes where {signed} were signed"),
    QT_TRANSLATE_NOOP("BundlePhrases", "{name} is not as long as the archive says"),
    QT_TRANSLATE_NOOP("BundlePhrases", "holds no {name} at its top level"),
    QT_TRANSLATE_NOOP("BundlePhrases", "the entry {name} {fault}"),
    QT_TRANSLATE_NOOP("BundlePhrases", "holds {name} twice"),
    QT_TRANSLATE_NOOP("BundlePhrases", "not a sound archive ({reason})"),
    QT_TRANSLATE_NOOP("BundlePhrases", "the name of a packed bundle ends in {suffix}"),
    QT_TRANSLATE_NOOP("BundlePhrases", "has a name that systems read differently"),
    QT_TRANSLATE_NOOP("BundlePhrases", "is not a path inside the bundle"),
    QT_TRANSLATE_NOOP("BundlePhrases", "is a link or a device"),
    QT_TRANSLATE_NOOP("BundlePhrases", "is encrypted"),
    QT_TRANSLATE_NOOP("BundlePhrases", "is compressed in a way that is not read"),
    QT_TRANSLATE_NOOP("BundlePhrases", "is a folder with content"),
    QT_TRANSLATE_NOOP("BundlePhrases", "has two sizes"),
    QT_TRANSLATE_NOOP("BundlePhrases", "not a packed bundle, or cut off; get it again"),
    QT_TRANSLATE_NOOP("BundlePhrases", "not a packed bundle (it carries a comment)"),
    QT_TRANSLATE_NOOP("BundlePhrases", "not a packed bundle (its directory is not where it ends)"),
    QT_TRANSLATE_NOOP("BundlePhrases", "not a packed bundle (it lists too many files)"),
    QT_TRANSLATE_NOOP(
        "BundlePhrases", "no variant of this bundle is for a provider that can be measured"
    ),
    QT_TRANSLATE_NOOP("BundlePhrases", "CUDA is not measured: {reason}"),
    QT_TRANSLATE_NOOP("BundlePhrases", "the process crashed"),
    QT_TRANSLATE_NOOP("BundlePhrases", "{folder}: needs more memory than there is"),
    QT_TRANSLATE_NOOP(
        "BundlePhrases",
        "{file}: probabilities differ by {distance} where at most {tolerance} is accepted",
    ),
    QT_TRANSLATE_NOOP("BundlePhrases", "{file}: the text does not begin as expected"),
    QT_TRANSLATE_NOOP(
        "BundlePhrases", "{file}: probabilities differ by {distance} between two providers"
    ),
    QT_TRANSLATE_NOOP("BundlePhrases", "has {size} bytes, which no graph has"),
    QT_TRANSLATE_NOOP("BundlePhrases", "is in the format of onnxruntime, not in that of ONNX"),
    QT_TRANSLATE_NOOP("BundlePhrases", "is not a graph that may be run: it {error}"),
    QT_TRANSLATE_NOOP("BundlePhrases", "changed while it was read; get the bundle again"),
    QT_TRANSLATE_NOOP("BundlePhrases", "no bundle was active before this one"),
    QT_TRANSLATE_NOOP(
        "BundlePhrases", "is active; run `skinvl bundle rollback` or activate another one first"
    ),
    QT_TRANSLATE_NOOP(
        "BundlePhrases", "is active; go back to the model before or activate another one first"
    ),
    QT_TRANSLATE_NOOP("BundlePhrases", "not the bundle that was active before; remove it"),
    QT_TRANSLATE_NOOP(
        "BundlePhrases", "holds no golden images, so nothing shows that it works on this computer"
    ),
    QT_TRANSLATE_NOOP(
        "BundlePhrases",
        "version {version} is older than the active {present}; add --allow-downgrade to "
        "install it anyway",
    ),
    QT_TRANSLATE_NOOP(
        "BundlePhrases",
        'version {version} is older than the active {present}; tick "Allow an older version" '
        "to install it",
    ),
    QT_TRANSLATE_NOOP("BundlePhrases", "needs {size} MB in {folder}, where {free} MB are free"),
    QT_TRANSLATE_NOOP(
        "BundlePhrases", "cannot be changed ({reason}); the active bundle stays as it was"
    ),
    QT_TRANSLATE_NOOP("BundlePhrases", "is not installed; see `skinvl bundle list`"),
    QT_TRANSLATE_NOOP("BundlePhrases", "is not installed"),
    QT_TRANSLATE_NOOP("BundlePhrases", "could be {names}; name one of these"),
    QT_TRANSLATE_NOOP(
        "BundlePhrases", "this installation has no model bundle; name one with --bundle FOLDER"
    ),
    QT_TRANSLATE_NOOP("BundlePhrases", "this bundle has no variant for CUDA"),
    QT_TRANSLATE_NOOP("BundlePhrases", "{folder}: this bundle has no variant for the CPU"),
    QT_TRANSLATE_NOOP("BundlePhrases", "{path}: not a tokenizer ({error})"),
    QT_TRANSLATE_NOOP("BundlePhrases", "{path}: not a graph that can be run ({error})"),
    QT_TRANSLATE_NOOP("BundlePhrases", "{path}: {provider} could not be loaded"),
    QT_TRANSLATE_NOOP("BundlePhrases", "removed while the bundle was in use"),
    QT_TRANSLATE_NOOP("BundlePhrases", "changed while the bundle was in use"),
    QT_TRANSLATE_NOOP("BundlePhrases", "{file}: failed while running ({error})"),
    QT_TRANSLATE_NOOP("BundlePhrases", "{path}: not a trusted key file ({reason})"),
    QT_TRANSLATE_NOOP(
        "BundlePhrases", "{path}: not a trusted key file (expected a 32-byte key and a name)"
    ),
    QT_TRANSLATE_NOOP("BundlePhrases", "{path}: key_id is not that of the key in it"),
    QT_TRANSLATE_NOOP("BundlePhrases", "{path}: no such folder of trusted keys"),
    QT_TRANSLATE_NOOP("BundlePhrases", "not a signature file"),
    QT_TRANSLATE_NOOP("BundlePhrases", "signed with {algorithm}, not {expected}"),
    QT_TRANSLATE_NOOP(
        "BundlePhrases",
        "signed by the key {key}, which is not trusted here; get the bundle from its maker "
        "again, or trust the maker's key with `skinvl bundle keys add FILE.pub`",
    ),
    QT_TRANSLATE_NOOP("BundlePhrases", "changed after it was signed by {key}"),
    QT_TRANSLATE_NOOP("BundlePhrases", "has {found} bytes where {size} were signed; get it again"),
    QT_TRANSLATE_NOOP("BundlePhrases", "{name} is not part of the signed bundle"),
    QT_TRANSLATE_NOOP(
        "BundlePhrases", "cannot be unpacked into {place} ({reason}); free some space"
    ),
    QT_TRANSLATE_NOOP("BundlePhrases", "not signed ({file} is missing)"),
    QT_TRANSLATE_NOOP("BundlePhrases", "{name} differs from what was signed; get it again"),
    QT_TRANSLATE_NOOP(
        "BundlePhrases", "not the bundle that was activated; run `skinvl bundle rollback`"
    ),
    QT_TRANSLATE_NOOP(
        "BundlePhrases", "not the bundle that was activated; go back to the model before"
    ),
    QT_TRANSLATE_NOOP("BundlePhrases", "{folder} is no installed bundle"),
    QT_TRANSLATE_NOOP(
        "BundlePhrases",
        "damaged; choose a bundle with `skinvl bundle activate NAME` (or `shipped`)",
    ),
    QT_TRANSLATE_NOOP("BundlePhrases", "damaged; activate a model"),
    QT_TRANSLATE_NOOP("BundlePhrases", "cannot be written ({reason}); see SKINVL_BUNDLES"),
    QT_TRANSLATE_NOOP(
        "BundlePhrases", "another process is changing the installed bundles; wait for it"
    ),
    QT_TRANSLATE_NOOP("BundlePhrases", "{name} {version} cannot name an installed bundle"),
    QT_TRANSLATE_NOOP(
        "BundlePhrases",
        "the active bundle is gone; run `skinvl bundle rollback` or install it again",
    ),
    QT_TRANSLATE_NOOP("BundlePhrases", "the active bundle is gone; go back or install it again"),
    QT_TRANSLATE_NOOP(
        "BundlePhrases",
        "CUDA was not there when this bundle was activated; run `skinvl bundle activate` "
        "again to test it",
    ),
    QT_TRANSLATE_NOOP("BundlePhrases", "CUDA is refused for this bundle ({fault})"),
    QT_TRANSLATE_NOOP("BundlePhrases", "does not answer within {patience} seconds"),
    QT_TRANSLATE_NOOP("BundlePhrases", "crashes when it is run ({signal})"),
    QT_TRANSLATE_NOOP("BundlePhrases", "needs more memory than there is"),
    QT_TRANSLATE_NOOP("BundlePhrases", "fails when it is run ({error})"),
    QT_TRANSLATE_NOOP("BundlePhrases", "fails when it is run ({kind}: {error})"),
    QT_TRANSLATE_NOOP("BundlePhrases", "exit code {code}"),
    QT_TRANSLATE_NOOP("BundlePhrases", "the bundle has no variant for the CPU"),
    QT_TRANSLATE_NOOP("BundlePhrases", "is not part of the signed bundle; remove it"),
    QT_TRANSLATE_NOOP("BundlePhrases", "no such folder"),
    QT_TRANSLATE_NOOP("BundlePhrases", "a packed bundle; install it with `skinvl bundle install`"),
    QT_TRANSLATE_NOOP("BundlePhrases", "a packed bundle"),
    QT_TRANSLATE_NOOP("BundlePhrases", "not a bundle folder"),
    QT_TRANSLATE_NOOP("BundlePhrases", "not canonical JSON; export the bundle again"),
    QT_TRANSLATE_NOOP("BundlePhrases", "not canonical JSON"),
    QT_TRANSLATE_NOOP("BundlePhrases", "files: {name} is of a kind that no bundle holds"),
    QT_TRANSLATE_NOOP("BundlePhrases", "is missing from the bundle; get the bundle again"),
    QT_TRANSLATE_NOOP("BundlePhrases", "a symbolic link"),
    QT_TRANSLATE_NOOP("BundlePhrases", "is {kind}; a bundle holds plain files only"),
    QT_TRANSLATE_NOOP("BundlePhrases", "has {size} bytes where at most {limit} are read"),
    QT_TRANSLATE_NOOP("BundlePhrases", "differs from what was signed; get the bundle again"),
    QT_TRANSLATE_NOOP("BundlePhrases", "{file}: gave scores of another shape than agreed"),
    QT_TRANSLATE_NOOP("BundlePhrases", "{file}: gave scores that are not finite"),
    QT_TRANSLATE_NOOP("BundlePhrases", "golden[{index}].expected: {error}"),
    QT_TRANSLATE_NOOP("BundlePhrases", "defines operators of its own or training steps"),
    QT_TRANSLATE_NOOP("BundlePhrases", "holds {graphs} graphs where one is expected"),
    QT_TRANSLATE_NOOP("BundlePhrases", "is nested too deeply"),
    QT_TRANSLATE_NOOP("BundlePhrases", "names an operator twice in one node"),
    QT_TRANSLATE_NOOP("BundlePhrases", "gives one attribute twice"),
    QT_TRANSLATE_NOOP("BundlePhrases", "gives the {key} of external weights twice"),
    QT_TRANSLATE_NOOP("BundlePhrases", "has weights in an unknown place"),
    QT_TRANSLATE_NOOP("BundlePhrases", "describes external weights twice"),
    QT_TRANSLATE_NOOP(
        "BundlePhrases", "keeps weights in {location}, not in a file {own}.data beside it"
    ),
    QT_TRANSLATE_NOOP(
        "BundlePhrases", "keeps weights in {location}, which the bundle does not list"
    ),
    QT_TRANSLATE_NOOP("BundlePhrases", "reads weights beyond the end of {location}"),
    QT_TRANSLATE_NOOP("BundlePhrases", "has a number where a part is expected"),
    QT_TRANSLATE_NOOP("BundlePhrases", "has external weights at {place}"),
    QT_TRANSLATE_NOOP(
        "BundlePhrases",
        "uses {operator} of the custom domain {domain}; only standard operators are run",
    ),
    QT_TRANSLATE_NOOP(
        "BundlePhrases", "uses the operator {operator}, which no graph of SkinVL needs"
    ),
    QT_TRANSLATE_NOOP("BundlePhrases", "has more parts than any model of SkinVL"),
    QT_TRANSLATE_NOOP("BundlePhrases", "has a field without a number"),
    QT_TRANSLATE_NOOP("BundlePhrases", "has a field of the unknown kind {kind}"),
    QT_TRANSLATE_NOOP("BundlePhrases", "has a field that ends outside the file"),
    QT_TRANSLATE_NOOP("BundlePhrases", "has a text that is none or is too long"),
    QT_TRANSLATE_NOOP("BundlePhrases", "has a text that is not UTF-8"),
    QT_TRANSLATE_NOOP("BundlePhrases", "is cut off"),
    QT_TRANSLATE_NOOP("BundlePhrases", "has a number that is too long"),
)
