using System.Runtime;
using System.Runtime.InteropServices;

namespace FeedHandler.Latency.Machine;

/// <summary>What a measurement was taken on: without it a number means nothing a month later.</summary>
/// <param name="CpuModel">The processor as it names itself.</param>
/// <param name="CoreCount">Logical cores that the process may use.</param>
/// <param name="IsVirtual">Whether a hypervisor runs the machine, so that tails may be its neighbours'.</param>
/// <param name="OperatingSystem">The distribution and version.</param>
/// <param name="Kernel">The kernel's release.</param>
/// <param name="Runtime">The runtime's version and architecture.</param>
/// <param name="GarbageCollector">The collector's kind: server or workstation, concurrent or not.</param>
/// <param name="Commit">The revision of the sources, when the caller knows it.</param>
public sealed record MachineDescription(
    string CpuModel,
    int CoreCount,
    bool IsVirtual,
    string OperatingSystem,
    string Kernel,
    string Runtime,
    string GarbageCollector,
    string? Commit)
{
    private const string Unknown = "unknown";

    /// <summary>Describes the machine that runs this process.</summary>
    /// <param name="commit">The revision of the sources, when the caller knows it.</param>
    public static MachineDescription Read(string? commit = null)
    {
        ProcessorText processor = new(ProcFile.ReadOrEmpty("/proc/cpuinfo"));
        string kernel = ProcFile.ReadOrEmpty("/proc/sys/kernel/osrelease").Trim();
        return new MachineDescription(
            processor.Model ?? Unknown,
            Environment.ProcessorCount,
            processor.HasFlag("hypervisor"),
            RuntimeInformation.OSDescription,
            kernel.Length > 0 ? kernel : Environment.OSVersion.VersionString,
            $"{RuntimeInformation.FrameworkDescription} {RuntimeInformation.RuntimeIdentifier}",
            DescribeCollector(),
            commit);
    }

    private static string DescribeCollector() =>
        (GCSettings.IsServerGC ? "server" : "workstation") + (GCSettings.LatencyMode == GCLatencyMode.Batch ? "" : ", concurrent");
}

/// <summary>Files by which the kernel tells of itself; systems without them have nothing to tell.</summary>
internal static class ProcFile
{
    internal static string ReadOrEmpty(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

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
