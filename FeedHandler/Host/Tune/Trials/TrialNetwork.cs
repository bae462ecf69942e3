using System.Globalization;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Tune.Trials;

/// <summary>
/// Where packets of trials are sent and received: two network namespaces with a virtual cable between them, which go with this, or the loopback interface.
/// Nothing of the host's own network is touched.
/// </summary>
internal sealed class TrialNetwork : IDisposable
{
    /// <summary>The words of `--network`.</summary>
    public static readonly string[] Words = ["auto", "loopback", "namespaces"];

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly string? _receiver;
    private readonly string? _sender;

    private TrialNetwork(string? receiver, string? sender) => (_receiver, _sender) = (receiver, sender);

    /// <summary>What is typed before the command that receives; nothing over loopback.</summary>
    public IReadOnlyList<string> Prefix => _receiver is null ? [] : ["ip", "netns", "exec", _receiver];

    /// <summary>The options of `bench receive` that say it.</summary>
    public IReadOnlyList<(string Option, string Value)> Options => _sender is null
        ? [("--interface", "lo")]
        : [("--interface", "r0"), ("--send-interface", "s0"), ("--send-netns", _sender)];

    /// <summary>Whether it is namespaces.</summary>
    public bool IsNamespaces => _receiver is not null;

    /// <summary>Opens it.</summary>
    /// <param name="word">One of <see cref="Words"/>.</param>
    /// <param name="notes">Takes what was had otherwise than asked.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="CommandException">Namespaces are asked for and cannot be made.</exception>
    public static TrialNetwork Open(string word, ICollection<string> notes, CancellationToken stop)
    {
        TrialNetwork loopback = new(null, null);
        if (word == "loopback") return loopback;
        string number = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        TrialNetwork network = new($"fh{number}r", $"fh{number}s");
        string? fault = Environment.IsPrivilegedProcess ? network.Make(stop) : "that needs root";
        if (fault is null) return network;
        if (word != "auto") throw new CommandException($"--network {word}: namespaces cannot be made ({fault}): take loopback");
        notes.Add($"packets go over the loopback interface, as no namespaces can be made ({fault}): "
            + "neither XDP nor busy polling can show there what it does on a card");
        return loopback;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (string name in new[] { _receiver, _sender }.OfType<string>()) _ = Run(CancellationToken.None, "netns", "del", name);
    }

    // Whole or not at all, also where it is stopped on the way.
    private string? Make(CancellationToken stop)
    {
        bool isMade = false;
        try
        {
            string? fault = Steps().Select(step => Run(stop, step)).FirstOrDefault(static fault => fault is not null);
            isMade = fault is null;
            return fault;
        }
        finally
        {
            if (!isMade) Dispose();
        }
    }

    private string[][] Steps() =>
    [
        ["netns", "add", _receiver!],
        ["netns", "add", _sender!],
        ["link", "add", "r0", "netns", _receiver!, "type", "veth", "peer", "name", "s0", "netns", _sender!],
        ["-n", _receiver!, "addr", "add", "10.83.255.1/30", "dev", "r0"],
        ["-n", _sender!, "addr", "add", "10.83.255.2/30", "dev", "s0"],
        ["-n", _receiver!, "link", "set", "lo", "up"],
        ["-n", _receiver!, "link", "set", "r0", "up"],
        ["-n", _sender!, "link", "set", "s0", "up"],
    ];

    private static string? Run(CancellationToken stop, params string[] arguments)
    {
        try
        {
            using ChildProgram ip = ChildProgram.Start(["ip", .. arguments]);
            ProgramOutput output = ip.Wait(Limit, stop);
            return output.Code == 0 ? null : $"ip {string.Join(' ', arguments)}: {output.Error.Trim()}";
        }
        catch (CommandException failure)
        {
            return failure.Message;
        }
    }
}
