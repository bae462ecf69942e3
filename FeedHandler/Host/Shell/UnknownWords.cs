using System.CommandLine;
using System.CommandLine.Parsing;

namespace FeedHandler.Host.Shell;

/// <summary>
/// What the parser cannot make sense of, first of all options and commands that there are not. The parser takes an option that it does not know for an
/// argument where a command has some: a file that nobody has, or the file behind which the option's own value is one argument too many.
/// </summary>
internal static class UnknownWords
{
    /// <summary>Refuses the first such word, with what may have been meant.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="terminal">Where relative paths begin: what lies there is a file, whatever it is called.</param>
    /// <exception cref="UsageException">There is one.</exception>
    public static void Refuse(ParseResult parsed, Terminal terminal)
    {
        Command command = parsed.CommandResult.Command;
        HashSet<Token> literal = [.. parsed.Tokens.SkipWhile(static token => token.Type != TokenType.DoubleDash)]; // behind -- everything is an argument
        foreach (Token token in parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(static argument => argument.Tokens))
        {
            string word = token.Value;
            if (literal.Contains(token) || Path.Exists(Path.Combine(terminal.Folder, word))) continue;
            string meant = Suggestion.For(word, command);
            if (word is ['-', _, ..]) throw new UsageException($"{word}: no such option{meant}");
            if (meant.Length > 0) throw new UsageException($"{word}: no such file or command{meant}");
        }

        if (parsed.UnmatchedTokens is [var unknown, ..]) throw new UsageException($"{unknown}: no such command or option{Suggestion.For(unknown, command)}");
    }

    /// <summary>What the parser found wrong, with the option and what to do.</summary>
    /// <param name="error">One of its errors.</param>
    public static string MessageOf(ParseError error) => error.SymbolResult switch
    {
        OptionResult { Option: var option, Tokens: [] } when option.Arity.MinimumNumberOfValues > 0 =>
            $"{option.Name}: a value is missing, give {option.Name} {option.HelpName ?? "VALUE"}",
        OptionResult { Option: var option, IdentifierTokenCount: > 1 } when option.Arity.MaximumNumberOfValues == 1 =>
            $"{option.Name}: given {((OptionResult)error.SymbolResult).IdentifierTokenCount} times, give it once",
        _ => error.Message,
    };
}
