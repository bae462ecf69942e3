using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Native.Clocks;
using FeedHandler.Native.Sockets;
using FeedHandler.Native.Threads;

namespace FeedHandler.Host.Bench.Receive;

/// <summary>The sending side, a process of its own: this program again, in the sender's network namespace.</summary>
internal static class ReceiveSender
{
    private const long NsPerSecond = 1_000_000_000;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    /// <summary>The hidden command that sends.</summary>
    public const string CommandName = "bench-send";

    /// <summary>How many arguments it takes.</summary>
    public const int ArgumentCount = 6;

    /// <summary>Starts it.</summary>
    /// <param name="rate">What to send.</param>
    /// <param name="core">Its core, or null.</param>
    public static Process Start(ReceiveRate rate, int? core)
    {
        string[] command =
        [
            .. OwnProgram.Words, CommandName, rate.Group.ToString(), rate.SendInterface, Text(rate.Count), Text(rate.PacketsPerSecond), Text(rate.PayloadBytes),
                Text(core ?? -1),
        ];
        string[] whole = rate.SendNamespace is null ? command : ["ip", "netns", "exec", rate.SendNamespace, .. command];
        try
        {
            return Process.Start(new ProcessStartInfo(whole[0], whole[1..]) { RedirectStandardError = true, UseShellExecute = false })!;
        }
        catch (Win32Exception failure)
        {
            throw new CommandException($"the sender cannot be started: {whole[0]}: {failure.Message}");
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Why it failed, or an empty text.</returns>
    public static string Join(Process sender, ReceiveRate rate)
    {
        if (!sender.WaitForExit(TimeSpan.FromSeconds((double)rate.Count / rate.PacketsPerSecond) + Grace))
        {
            sender.Kill(entireProcessTree: true);
            return "the sender did not end in time";
        }

        return sender.ExitCode == 0 ? "" : sender.StandardError.ReadToEnd().Trim().Replace("feedhandler: ", "", StringComparison.Ordinal);
    }

    /// <summary>Sends packets that carry the wall-clock time at which they were due.</summary>
    /// <param name="args">Group, interface, count, packets a second, bytes, core.</param>
    /// <exception cref="CommandException">They make no sense, or the system refuses.</exception>
    public static void Run(string[] args)
    {
        try
        {
            Send(args);
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or ArithmeticException or SocketException)
        {
            throw new CommandException(failure.Message.Split(" (Parameter")[0]);
        }
    }

    private static void Send(string[] args)
    {
        int[] numbers = [.. args[2..].Select(static text => int.Parse(text, CultureInfo.InvariantCulture))];
        if (numbers[3] >= 0) _ = ThreadAffinity.PinCurrentThread(numbers[3]);
        using MulticastSender sender = MulticastSender.Open(IPEndPoint.Parse(args[0]), args[1]);
        Span<byte> packet = new byte[numbers[2]];
        TimedPacket.Write(packet);
        long periodNs = NsPerSecond / numbers[1];
        long dueNs = WallClock.NowNs() + (NsPerSecond / 10);
        for (int i = 0; i < numbers[0]; i++, dueNs += periodNs)
        {
            while (WallClock.NowNs() < dueNs) Thread.SpinWait(1);
            TimedPacket.Stamp(packet, (uint)(i + 1), dueNs);
            sender.Send(packet);
            sender.Flush();
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
