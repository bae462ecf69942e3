using System.CommandLine;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Configuration;

/// <summary>The venue of a command: one that comes with the engine, or one of an assembly from outside.</summary>
internal sealed class VenueChoice
{
    private static readonly string Names = string.Join(", ", FeedVenue.All.Select(static venue => venue.Name));
    private readonly Option<string?> _venue;

    /// <summary>Adds the option to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="otherwise">What holds without it, in words.</param>
    public VenueChoice(Command command, string otherwise)
    {
        _venue = new Option<string?>("--venue")
        {
            Description = $"The exchange's protocol: {Names}, or one of an assembly of yours, such as My.dll:MyVenue (default {otherwise})",
            HelpName = "NAME|FILE.dll:TYPE",
        };
        command.Add(_venue);
    }

    /// <summary>Whether one was named.</summary>
    /// <param name="parsed">The command line.</param>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_venue) is not null;

    /// <summary>The venue; null where none is named.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="terminal">Where relative paths begin.</param>
    /// <exception cref="CommandException">There is none of that name, or it cannot be loaded or made.</exception>
    public FeedVenue? Read(ParseResult parsed, Terminal terminal)
    {
        if (parsed.GetValue(_venue) is not { } name) return null;
        if (FeedVenue.All.FirstOrDefault(venue => venue.Name == name) is { } known) return known;
        if (!name.Contains(".dll", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"{_venue.Name} {name}: not known, give one of {Names}, or an assembly and a type such as My.dll:MyVenue");
        return (FeedVenue)ExtensionAssembly.Create(_venue.Name, ExtensionAssembly.Find<FeedVenue>(_venue.Name, name, terminal));
    }
}
