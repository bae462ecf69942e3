using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;

namespace FeedHandler.Host.Bench.Receive;

/// <summary>The least receiver in C, compiled from tests/Benchmarks/Receivers/receive.c where there is a compiler: what any other is compared with.</summary>
internal sealed partial class ReceiverInC : IDisposable
{
    private const string SourceName = "tests/Benchmarks/Receivers/receive.c";
    private readonly string _folder;

    private ReceiverInC(string folder) => _folder = folder;

    /// <summary>Its name in reports.</summary>
    public const string Name = "C, busy recv";

    private string Program => Path.Combine(_folder, "receive");

    /// <summary>Compiles it.</summary>
    /// <param name="folder">Where to begin looking for the repository.</param>
    /// <param name="reason">Why there is none.</param>
    /// <returns>Null when there is no source or no compiler.</returns>
    public static ReceiverInC? Compile(string folder, out string reason)
    {
        string? root = CaptureFinder.FindRoot(folder) ?? CaptureFinder.FindRoot(AppContext.BaseDirectory);
        reason = $"no {SourceName}: run it inside the repository to compare with C";
        if (root is null || !File.Exists(Path.Combine(root, SourceName))) return null;
        ReceiverInC receiver = new(Directory.CreateTempSubdirectory("receive-c-").FullName);
        try
        {
            using Process gcc = Process.Start(new ProcessStartInfo("gcc", ["-O2", "-o", receiver.Program, Path.Combine(root, SourceName)]))!;
            gcc.WaitForExit();
            reason = "gcc could not compile it";
            if (gcc.ExitCode == 0) return receiver;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            reason = "no gcc: install it to compare with C";
        }

        receiver.Dispose();
        return null;
    }

    /// <summary>Starts it.</summary>
    public Process Start(ReceiveRate rate, int? core)
    {
        string[] receive = [Program, rate.Group.Address.ToString(), Text(rate.Group.Port), rate.Interface, Text(rate.Count)];
        string[] whole = core is { } pinned ? ["taskset", "-c", Text(pinned), .. receive] : receive;
        return Process.Start(
            new ProcessStartInfo(whole[0], whole[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
    }

    /// <summary>Reads what it printed.</summary>
    public static ReceiveRound? Read(string output)
    {
        Match match = Line().Match(output);
        if (!match.Success) return null;
        long[] numbers = [.. match.Groups.Values.Skip(1).Select(static group => long.Parse(group.Value, CultureInfo.InvariantCulture))];
        return new ReceiveRound(Name, (int)numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [GeneratedRegex(@"(\d+) packets: min (-?\d+), p50 (-?\d+), p99 (-?\d+), p99.9 (-?\d+), max (-?\d+) ns", RegexOptions.None, 1000)]
    private static partial Regex Line();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
