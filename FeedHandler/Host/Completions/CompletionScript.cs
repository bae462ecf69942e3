using System.CommandLine;
using System.CommandLine.Completions;
using System.Text;

namespace FeedHandler.Host.Completions;

/// <summary>The command tree as scripts of shells. Where it knows no more, files are completed, as without it.</summary>
internal static class CompletionScript
{
    /// <summary>For bash; zsh reads it too, once its `bashcompinit` has run.</summary>
    public static string Bash(RootCommand root)
    {
        StringBuilder script = new("""
            _feedhandler() {
              local words=
              case "${COMP_WORDS[1]} ${COMP_WORDS[COMP_CWORD-1]}" in

            """);
        foreach (Command command in root.Subcommands) ChoiceCases(script, command);
        script.Append("""
              esac
              [ -n "$words" ] || case "$COMP_CWORD ${COMP_WORDS[1]} ${COMP_WORDS[2]}" in

            """);
        script.Append("    1\\ *) words=\"").AppendJoin(' ', Words(root)).Append("\" ;;\n");
        foreach (Command command in root.Subcommands) CommandCases(script, command);
        return script.Append("""
              esac
              COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _feedhandler feedhandler

            """).ToString();
    }

    /// <summary>For fish.</summary>
    public static string Fish(RootCommand root)
    {
        StringBuilder script = new();
        foreach (Command command in root.Subcommands)
        {
            Line(script, "__fish_use_subcommand", $"-a {command.Name}", command.Description);
            string seen = $"__fish_seen_subcommand_from {command.Name}";
            string inners = string.Join(' ', command.Subcommands.Select(static inner => inner.Name));
            string alone = inners.Length == 0 ? seen : $"{seen}; and not __fish_seen_subcommand_from {inners}";
            foreach (Command inner in command.Subcommands)
            {
                Line(script, alone, $"-a {inner.Name}", inner.Description);
                Lines(script, $"{seen}; and __fish_seen_subcommand_from {inner.Name}", inner);
            }

            Lines(script, alone, command);
        }

        return script.ToString();
    }

    // What is inside another comes first: its pattern is the narrower one, and a word that is not typed yet has none.
    private static void CommandCases(StringBuilder script, Command command)
    {
        foreach (Command inner in command.Subcommands)
            Case(script, $"[!2]\\ {command.Name}\\ {inner.Name}|??\\ {command.Name}\\ {inner.Name}", Words(inner));
        Case(script, $"*\\ {command.Name}\\ *", Words(command));
    }

    // Behind an option whose values are a list of words.
    private static void ChoiceCases(StringBuilder script, Command command)
    {
        foreach (Option option in OptionsOf(command).Where(static option => Choices(option).Length > 0))
            Case(script, $"{command.Name}\\ {option.Name}", Choices(option));
    }

    private static void Lines(StringBuilder script, string condition, Command command)
    {
        foreach (string value in Values(command)) Line(script, condition, $"-a {value}", description: "");
        foreach (Option option in command.Options)
        {
            string choices = Choices(option) is { Length: > 0 } words ? $" -xa \"{string.Join(' ', words)}\"" : "";
            Line(script, condition, $"-l {option.Name[2..]}{choices}", option.Description);
        }
    }

    private static IEnumerable<Option> OptionsOf(Command command) => command.Options.Concat(command.Subcommands.SelectMany(static inner => inner.Options))
        .DistinctBy(static option => option.Name, StringComparer.Ordinal);

    // What help shows of an option is a list of its words, and what somebody must find himself stands there in capitals.
    private static string[] Choices(Option option) => option.HelpName is { } words && words.Contains('|', StringComparison.Ordinal)
        ? [.. words.Split('|').Where(static word => word.All(static letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_'))]
        : [];

    private static IEnumerable<string> Values(Command command) =>
        command.Arguments.SelectMany(static argument => argument.GetCompletions(CompletionContext.Empty)).Select(static item => item.Label);

    private static IEnumerable<string> Words(Command command) => command.Subcommands.Select(static inner => inner.Name).Concat(Values(command))
        .Concat(command.Options.Select(static option => option.Name)).Append("--help").Distinct(StringComparer.Ordinal);

    private static void Case(StringBuilder script, string pattern, IEnumerable<string> words) =>
        script.Append("    ").Append(pattern).Append(") words=\"").AppendJoin(' ', words).Append("\" ;;\n");

    private static void Line(StringBuilder script, string condition, string what, string? description) => script.Append("complete -c feedhandler -n '")
        .Append(condition).Append("' ").Append(what).Append(" -d '").Append(description?.Replace("'", "\\'", StringComparison.Ordinal)).Append("'\n");
}
