// Sets a flag if this browser knows class static blocks (ES2022), which the Python runtime's own script needs.
// A classic script in its own file: an older browser fails to parse it and leaves the flag unset.
class Probe {
  static {
    document.documentElement.dataset["es2022"] = "yes";
  }
}
