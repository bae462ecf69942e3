using System.CommandLine;
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
              case "$COMP_CWORD ${COMP_WORDS[1]} ${COMP_WORDS[2]}" in

            """);
        script.Append("    1\\ *) words=\"").AppendJoin(' ', Words(root)).Append("\" ;;\n");
        foreach (Command command in root.Subcommands)
        {
            // What is inside another comes first: its pattern is the narrower one, and a word that is not typed yet has none.
            foreach (Command inner in command.Subcommands) Case(script, $"[!2]\\ {command.Name}\\ {inner.Name}|??\\ {command.Name}\\ {inner.Name}", inner);
            Case(script, $"*\\ {command.Name}\\ *", command);
        }

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
            foreach (Command inner in command.Subcommands) Line(script, seen, $"-a {inner.Name}", inner.Description);
            IEnumerable<Option> options = command.Options.Concat(command.Subcommands.SelectMany(static inner => inner.Options));
            foreach (Option option in options.DistinctBy(static option => option.Name, StringComparer.Ordinal))
                Line(script, seen, $"-l {option.Name[2..]}", option.Description);
        }

        return script.ToString();
    }

    private static IEnumerable<string> Words(Command command) => command.Subcommands.Select(static inner => inner.Name)
        .Concat(command.Options.Select(static option => option.Name)).Append("--help").Distinct(StringComparer.Ordinal);

    private static void Case(StringBuilder script, string pattern, Command command) =>
        script.Append("    ").Append(pattern).Append(") words=\"").AppendJoin(' ', Words(command)).Append("\" ;;\n");

    private static void Line(StringBuilder script, string condition, string what, string? description) => script.Append("complete -c feedhandler -n '")
        .Append(condition).Append("' ").Append(what).Append(" -d '").Append(description?.Replace("'", "\\'", StringComparison.Ordinal)).Append("'\n");
}
