using System.Runtime.InteropServices;
using NUnit.Framework;

namespace FeedHandler.Tests.Support;

/// <summary>
/// What a test needs and a machine may lack. A test whose need is not met is skipped with the reason,
/// and fails instead when FEEDHANDLER_REQUIRE_ALL is 1.
/// </summary>
public static class Require
{
    /// <summary>
    /// Full path of a file or folder of the shared material: below the folder named by FEEDHANDLER_SHARED, or else below `shared`
    /// beside the repository.
    /// </summary>
    public static string Shared(string relativePath)
    {
        string? named = Environment.GetEnvironmentVariable("FEEDHANDLER_SHARED");
        string root = string.IsNullOrEmpty(named) ? Repository.PathOf("../shared") : named;
        string path = Path.GetFullPath(Path.Combine(root, relativePath));
        That(Path.Exists(path), $"no {path}: put the shared material beside the repository, or name its folder in FEEDHANDLER_SHARED");
        return path;
    }

    /// <summary>Full path of a program found on PATH, such as `gcc`.</summary>
    public static string Tool(string name)
    {
        string folders = Environment.GetEnvironmentVariable("PATH") ?? "";
        foreach (string folder in folders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            string candidate = Path.Combine(folder, name);
            if (File.Exists(candidate)) return candidate;
        }

        Missing($"the program {name} is not on PATH: install it");
        return name;
    }

    /// <summary>Needs to run as root with the right to administer networks, as for <see cref="NetworkNamespace"/>.</summary>
    public static void Root() =>
        That(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "this needs Linux and root: run the tests with sudo");

    /// <summary>Needs at least this many cores that the process may run on.</summary>
    public static void Cores(int countMin) =>
        That(Environment.ProcessorCount >= countMin, $"this needs {countMin} cores and the process may use {Environment.ProcessorCount}");

    /// <summary>Needs the libraries of DPDK 22.11 that captures, packet sockets and receivers load.</summary>
    public static void Dpdk()
    {
        foreach (string name in (string[])["eal", "ethdev", "mbuf", "mempool_ring", "net_pcap", "net_af_packet"])
        {
            string package = $"librte-{name.Replace('_', '-')}23";
            That(NativeLibrary.TryLoad($"librte_{name}.so.23", out _), $"DPDK 22.11 is not installed: apt install {package}");
        }
    }

    /// <summary>
    /// Needs what the machine itself is, and nobody can install: a processor, or a kernel that was started so. A test without it is skipped even where
    /// everything is required.
    /// </summary>
    /// <param name="condition">Whether it is so.</param>
    /// <param name="reason">What it is not.</param>
    public static void Machine(bool condition, string reason)
    {
        if (!condition) Assert.Ignore(reason);
    }

    /// <summary>Needs patience: what builds for a minute runs where everything is required, and not in every run of the tests.</summary>
    /// <param name="what">What takes so long.</param>
    public static void Patience(string what)
    {
        if (Environment.GetEnvironmentVariable("FEEDHANDLER_REQUIRE_ALL") is not "1") Assert.Ignore($"{what}, which takes a minute: FEEDHANDLER_REQUIRE_ALL=1 runs it");
    }

    /// <summary>Needs a condition of the machine that only the test can name.</summary>
    public static void That(bool condition, string reason)
    {
        if (!condition) Missing(reason);
    }

    /// <summary>Skips the running test, or fails it when everything is required.</summary>
    public static void Missing(string reason)
    {
        if (Environment.GetEnvironmentVariable("FEEDHANDLER_REQUIRE_ALL") is "1") Assert.Fail(reason);
        Assert.Ignore(reason);
    }
}
