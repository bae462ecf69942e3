namespace FeedHandler.Codecs.Schema;

/// <summary>How bad a finding is.</summary>
public enum SchemaSeverity
{
    /// <summary>The schema breaks a rule, yet its layout is clear.</summary>
    Warning,

    /// <summary>The layout is not known: there is no model.</summary>
    Error,
}
