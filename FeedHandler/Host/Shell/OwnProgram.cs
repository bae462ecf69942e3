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

    /// <summary>Starts a process whose output and errors are read here.</summary>
    /// <param name="what">What it is to a person, such as "the sender".</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="folder">Where paths begin; null for where they begin here.</param>
    /// <exception cref="CommandException">It cannot be started.</exception>
    public static Process Start(string what, string[] command, string? folder = null)
    {
        try
        {
            ProcessStartInfo start = new(command[0], command[1..])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
                WorkingDirectory = folder ?? "",
            };
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new CommandException($"{what} cannot be started: {command[0]}: {failure.Message}");
        }
    }
}
