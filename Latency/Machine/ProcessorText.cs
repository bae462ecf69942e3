namespace FeedHandler.Latency.Machine;

/// <summary>What /proc/cpuinfo says of the first processor: lines of `key : value`.</summary>
internal sealed class ProcessorText
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    internal ProcessorText(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            if (line.Split(':', 2) is [string key, string value]) _values.TryAdd(key.Trim(), value.Trim());
        }
    }

    /// <summary>The processor's name; null where the kernel gives none, as on most ARM machines.</summary>
    internal string? Model => _values.GetValueOrDefault("model name");

    internal bool HasFlag(string flag) =>
        _values.TryGetValue("flags", out string? flags) && flags.Split(' ').Contains(flag, StringComparer.Ordinal);
}
