using System.ComponentModel;
using System.Diagnostics;
using FeedHandler.Engine;

namespace FeedHandler.Host.Shell;

/// <summary>This program again, as a process of its own.</summary>
internal static class OwnProgram
{
    /// <summary>What starts it: the program, or the runtime and the program.</summary>
    public static IReadOnlyList<string> Words { get; } = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        ? [Environment.ProcessPath!, Environment.GetCommandLineArgs()[0]]
        : [Environment.ProcessPath!];

    /// <summary>What starts it, with arguments.</summary>
    public static string[] Command(params IEnumerable<string> arguments) => [.. Words, .. arguments];

    /// <summary>Starts a process whose errors are read here.</summary>
    /// <param name="what">What it is to a person, such as "the sender".</param>
    /// <param name="command">The program and its arguments.</param>
    /// <exception cref="CommandException">It cannot be started.</exception>
    public static Process Start(string what, string[] command)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, UseShellExecute = false })!;
        }
        catch (Win32Exception failure)
        {
            throw new CommandException($"{what} cannot be started: {command[0]}: {failure.Message}");
        }
    }
}
