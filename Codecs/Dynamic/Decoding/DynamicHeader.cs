using System.Runtime.InteropServices;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>
/// What a message header says, in whatever widths and order the schema gives it (SBE 1.0, section 3.2). A member that the schema's
/// header leaves out is null; a number below zero or above 2^63 − 1 reads as 2^63 − 1, more than any message can have.
/// </summary>
/// <param name="TemplateId">message id</param>
/// <param name="SchemaId">schema id</param>
/// <param name="Version">schema version of the sender</param>
/// <param name="BlockLength">bytes of the root block</param>
/// <param name="GroupCount">groups of the root as sent (member numGroups)</param>
/// <param name="VariableCount">data of the root as sent (member numVarDataFields)</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DynamicHeader(
    long? TemplateId,
    long? SchemaId = null,
    long? Version = null,
    long? BlockLength = null,
    long? GroupCount = null,
    long? VariableCount = null);
