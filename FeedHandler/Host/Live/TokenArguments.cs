using System.CommandLine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Live;

/// <summary>The options that say where the token is which every request for what is served must bring.</summary>
internal sealed class TokenArguments
{
    private readonly Option<string?> _file = Options.Text("--token-file", "Ask every request for the token in the first line of this file", "FILE");
    private readonly Option<string?> _variable = Options.Text("--token-variable", "Ask every request for the token in this environment variable", "NAME");

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public TokenArguments(Command command)
    {
        command.Add(_file);
        command.Add(_variable);
    }

    /// <summary>What was typed: a file or a variable, or neither.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="terminal">Where paths begin.</param>
    /// <exception cref="UsageException">Both were.</exception>
    public (string? File, string? Variable) Read(ParseResult parsed, Terminal terminal)
    {
        (string? file, string? variable) = (parsed.GetValue(_file), parsed.GetValue(_variable));
        if (file is not null && variable is not null)
            throw new UsageException("--token-file and --token-variable both say where the token is: give one of them");
        return (file is null ? null : terminal.PathOf(file), variable);
    }
}
